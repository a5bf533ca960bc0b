import { expect, it } from 'vitest';
import { foundIn, piecesOf } from '../../../web/palette/found-words.ts';

const items = [
  'Assign…',
  'Snooze…',
  'Send and close',
  'Close conversation',
  'Réglages',
  'Удалить заявку',
].map((words) => ({ words }));
const found = (typed: string) => foundIn(items, typed).map(({ item }) => item.words);

it('offers everything while nothing is typed', () => {
  expect(found(' ')).toHaveLength(items.length);
});

it('finds by the beginning of a word first, then by what stands inside', () => {
  expect(found('sn')[0]).toBe('Snooze…');
  expect(found('clo')).toEqual(expect.arrayContaining(['Close conversation', 'Send and close']));
  expect(found('sign')).toEqual(['Assign…']);
});

it('finds words with letters left out, in another order, without their accents, and in other scripts', () => {
  expect(found('snze')).toEqual(['Snooze…']);
  expect(found('conv close')).toEqual(['Close conversation']);
  expect(found('reglages')).toEqual(['Réglages']);
  expect(found('заявку')).toEqual(['Удалить заявку']);
  expect(found('qqq')).toEqual([]);
});

it('takes signs for nothing but what stands between words', () => {
  expect(found('(')).toEqual([]);
  expect(found('-close [conv')).toEqual(['Close conversation']);
});

it('says which letters were typed', () => {
  const [first] = foundIn(items, 'sn');
  expect(piecesOf('Snooze…', first?.ranges ?? [])).toEqual([
    { text: 'Sn', marked: true },
    { text: 'ooze…', marked: false },
  ]);
});
