import { expect, it } from 'vitest';
import { countWords, projectHint, unreadElsewhere } from '../../../web/projects/project-words.ts';

it('beside a project’s name in the switch stands what is unread, or that it is archived', () => {
  expect(projectHint({ unread: 0, archived: false })).toBe('');
  expect(projectHint({ unread: 3, archived: false })).toBe('3 unread');
  expect(projectHint({ unread: 3, archived: true })).toBe('archived');
});

it('a hundred and more is many', () => {
  expect([99, 100].map(countWords)).toEqual(['99', '99+']);
});

it('the sum beside the switch leaves out this project and archived ones', () => {
  const rows = [
    { id: 'prj_1', unread: 5, archived: false },
    { id: 'prj_2', unread: 2, archived: false },
    { id: 'prj_3', unread: 9, archived: true },
  ] as const;
  expect(unreadElsewhere(rows, 'prj_1')).toBe(2);
});
