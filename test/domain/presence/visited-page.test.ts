import { expect, it } from 'vitest';
import { othersPresent, type Present } from '../../../domain/presence/present.ts';
import { readVisitedPage } from '../../../domain/presence/visited-page.ts';
import { visitedOf } from '../../../web/conversation/presence/presence-words.ts';

const read = (url: string, title = 'A title') => readVisitedPage({ url, title });

it.each([
  ['https://kim:secret@shop.example/a?b=c#d', 'https://shop.example/a?b=c'],
  ['http://shop.example:8080/', 'http://shop.example:8080/'],
  [`https://shop.example/a?token=${'x'.repeat(200)}`, 'https://shop.example/a'],
  [`https://shop.example/${'é'.repeat(200)}`, `https://shop.example/${'%C3%A9'.repeat(49)}%C3`],
])('of %s the team sees %s', (url, shown) => expect(read(url)?.url).toBe(shown));

it.each([
  'javascript:alert(1)',
  'data:text/html,hi',
  'file:///etc/passwd',
  'blob:https://a.example/b',
  '/pricing',
  '',
])('what is no page of the web is none: %s', (url) => expect(read(url)).toBeNull());

it('keeps a title short, in one line, and its last character whole', () => {
  expect(read('https://a.example', ` Two\n lines ${'🎈'.repeat(200)}`)?.title).toBe(
    `Two lines ${'🎈'.repeat(110)}`,
  );
});

it('shows the page that somebody came to last, beside what they type', () => {
  const page = (path: string, since: string): Present => ({
    ...{ by: 'customer', does: 'visits', since, title: '' },
    url: `https://a.example/${path}`,
  });
  const all: Present[] = [
    page('new', '2026-01-02'),
    { by: 'customer', does: 'writes' },
    page('old', '2026-01-01'),
  ];
  expect(othersPresent(all, 'agt_1')).toEqual(all.slice(0, 2));
});

it('makes a link only of a page of the web', () => {
  expect(visitedOf({ url: 'https://a.example/b?c', title: '' })).toEqual({
    ...{ title: 'a.example', path: '/b', href: 'https://a.example/b?c' },
  });
  expect(visitedOf({ url: 'javascript:alert(1)', title: 'Hi' }).href).toBeNull();
});
