import { expect, it } from 'vitest';
import type { ConversationId } from '../../../domain/ids.ts';
import { nextAfter } from '../../../web/app/after-close.svelte.ts';

const id = (name: string): ConversationId => `cnv_${name}`;
const rows = [
  { id: id('first'), status: 'open' },
  { id: id('second'), status: 'closed' },
  { id: id('third'), status: 'waiting' },
] as const;

it('goes on below, past what is closed already', () => {
  expect(nextAfter([...rows], id('first'))).toBe(id('third'));
});

it('goes on nowhere from the last one, and from one that the list does not hold', () => {
  expect(nextAfter([...rows], id('third'))).toBeNull();
  expect(nextAfter([...rows], id('other'))).toBeNull();
});
