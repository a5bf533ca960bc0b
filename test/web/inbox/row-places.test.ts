import { expect, it } from 'vitest';
import { drawnPlaces, keptScroll, scrollToShow } from '../../../web/inbox/row-places.ts';

const screen = { scrollTop: 0, height: 920, rowHeight: 46 };
const rows = Array.from({ length: 300 }, (_, n) => ({ id: `cnv_${n}` }));
const shape = { rows, above: 1_000, rowHeight: 46 };

it('draws what is on the screen and a little around it, however many rows there are', () => {
  const places = drawnPlaces({ ...screen, scrollTop: 1_100 * 46, above: 1_000, count: 300, kept: -1 });
  expect([places[0], places.at(-1), places.length]).toEqual([90, 130, 41]);
});

it('keeps the row with the focus, in its order', () => {
  const at = { ...screen, scrollTop: 1_100 * 46, above: 1_000, count: 300 };
  expect(drawnPlaces({ ...at, kept: 3 })[0]).toBe(3);
  expect(drawnPlaces({ ...at, kept: 299 }).at(-1)).toBe(299);
  expect(drawnPlaces({ ...at, kept: 100 })).toEqual(drawnPlaces({ ...at, kept: -1 }));
});

it('scrolls no further than a row needs', () => {
  expect(scrollToShow(screen, 3)).toBe(0);
  expect(scrollToShow(screen, 20)).toBe(46);
  expect(scrollToShow({ ...screen, scrollTop: 460 }, 5)).toBe(230);
});

it('stays with what is looked at while others come and go above it', () => {
  const top = 1_100 * 46 + 12;
  const came = { ...shape, rows: [{ id: 'cnv_new' }, ...rows] };
  expect(keptScroll(top, shape, came)).toBe(top + 46);
  const letGo = { ...shape, rows: rows.slice(50), above: 1_050 };
  expect(keptScroll(top, shape, letGo)).toBe(top);
});

it('does not follow a conversation that moves away', () => {
  const top = 1_100 * 46;
  const changed = { id: 'cnv_100' };
  const moved = { ...shape, rows: [changed, ...rows.filter(({ id }) => id !== 'cnv_100')] };
  expect(keptScroll(top, shape, moved)).toBe(top);
});

it('stays with it when rows become higher, and at the top stays the top', () => {
  expect(keptScroll(1_100 * 46 + 23, shape, { ...shape, rowHeight: 66 })).toBe(1_100 * 66 + 33);
  expect(keptScroll(0, shape, { ...shape, rows: [{ id: 'cnv_new' }, ...rows] })).toBe(0);
});
