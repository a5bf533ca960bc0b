import { expect, it } from 'vitest';
import {
  countAbove,
  emptyWindow,
  jumpedTo,
  pieceAbove,
  withAbove,
  withBelow,
  type RowWindow,
} from '../../../web/app/list/row-window.ts';

interface Row {
  id: string;
}
const ALL: Row[] = Array.from({ length: 5_000 }, (_, n) => ({ id: `cnv_${n}` }));
const idOf = ({ id }: Row) => id;
const pageAfter = (after: string | null, list = ALL) => {
  const from = after ? list.findIndex(({ id }) => id === after) + 1 : 0;
  return list.slice(from, from + 50);
};
const below = (window: RowWindow<Row, string>) =>
  withBelow(window, pageAfter(window.rows.at(-1)?.id ?? window.after), idOf);

function downTo(count: number): RowWindow<Row, string> {
  let window = emptyWindow<Row, string>();
  while (countAbove(window) + window.rows.length < count) window = below(window);
  return window;
}

/** As the inbox does: pages from where the piece began, until they meet what is held. */
function upOnce(window: RowWindow<Row, string>, list = ALL): RowWindow<Row, string> {
  const piece = pieceAbove(window);
  if (!piece) return window;
  const held = new Set(window.rows.map(({ id }) => id));
  let read: Row[] = [];
  for (let after = piece.after; ; after = read.at(-1)?.id ?? null) {
    const page = pageAfter(after, list);
    read = [...read, ...page];
    if (page.length === 0 || page.some(({ id }) => held.has(id))) return withAbove(window, read);
  }
}

it('holds a few screens however far one scrolls, and knows what lies above', () => {
  const window = downTo(5_000);
  expect(window.rows).toHaveLength(300);
  expect(countAbove(window)).toBe(4_700);
  expect(window.rows.at(-1)).toBe(ALL.at(-1));
  expect(below(window).complete).toBe(true);
});

it('goes all the way back without a gap or a repetition', () => {
  let window = downTo(2_000);
  const seen: string[] = window.rows.map(({ id }) => id);
  while (pieceAbove(window)) {
    const before = new Set(window.rows.map(({ id }) => id));
    window = upOnce(window);
    seen.unshift(...window.rows.filter(({ id }) => !before.has(id)).map(({ id }) => id));
    expect(window.rows.length).toBeLessThanOrEqual(300);
  }
  expect(seen).toEqual(ALL.slice(0, 2_000).map(({ id }) => id));
  expect(countAbove(window)).toBe(0);
  expect(window.after).toBeNull();
});

it('what went below is read again by the row it follows', () => {
  let window = downTo(1_000);
  while (pieceAbove(window)) window = upOnce(window);
  expect(window.rows).toHaveLength(300);
  expect(below(window).rows.at(-1)).toBe(ALL[349]);
});

it('leaves no gap where conversations came in between meanwhile, and forgets those that left', () => {
  const window = downTo(600);
  const [first] = window.rows;
  const at = ALL.indexOf(first!);
  const grown = [...ALL.slice(0, at - 5), ...newcomers(120), ...ALL.slice(at - 5)];
  const up = upOnce(window, grown);
  const ids = up.rows.map(({ id }) => id);
  expect(ids.slice(ids.indexOf('new_119') + 1, ids.indexOf(first!.id) + 1)).toEqual(
    ALL.slice(at - 5, at + 1).map(({ id }) => id),
  );
  const shrunk = ALL.filter((_, n) => n < at - 20 || n >= at);
  expect(upOnce(window, shrunk).rows.map(({ id }) => id)).not.toContain(ALL[at - 3]!.id);
});

it('a jump reads from the piece that holds the place', () => {
  const window = downTo(3_000);
  expect(below(jumpedTo(window, 0)).rows[0]).toBe(ALL[0]);
  const middle = jumpedTo(window, 1_234);
  const first = countAbove(middle);
  expect(below(middle).rows[0]).toBe(ALL[first]);
  expect(first).toBeLessThanOrEqual(1_234);
  expect(first + 50).toBeGreaterThan(1_234);
});

const newcomers = (count: number): Row[] => Array.from({ length: count }, (_, n) => ({ id: `new_${n}` }));
