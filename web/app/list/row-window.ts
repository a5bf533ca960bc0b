import { appendPage } from './place-row.ts';

/** Rows held at most: some screens to each side of the one that is looked at. What is further away is fetched again. */
const MOST_ROWS = 300;

interface Known {
  id: string;
}

/** A piece of the list that was let go above the rows: after which place it began, and how many rows it held. */
interface LetGo<Place> {
  after: Place | null;
  count: number;
}

/** A piece of a long list without gaps, and the way back to what was above it. A page is read by the place it comes after. */
export interface RowWindow<Row extends Known, Place> {
  rows: Row[];
  /** The place of the row before the first; null: the list begins here. */
  after: Place | null;
  above: LetGo<Place>[];
  /** The rows reach the end of the list. */
  complete: boolean;
}

export const emptyWindow = <Row extends Known, Place>(): RowWindow<Row, Place> => ({
  rows: [],
  after: null,
  above: [],
  complete: false,
});

/** How many rows lie above the ones that are held. */
export const countAbove = <Row extends Known, Place>({ above }: RowWindow<Row, Place>): number =>
  above.reduce((sum, { count }) => sum + count, 0);

/** With the page below; what is far above is let go. */
export function withBelow<Row extends Known, Place>(
  window: RowWindow<Row, Place>,
  page: Row[],
  placeOf: (row: Row) => Place,
): RowWindow<Row, Place> {
  const rows = appendPage(window.rows, page);
  const over = rows.length - MOST_ROWS;
  const next = { ...window, rows, complete: page.length === 0 };
  return over > 0 ? withoutFirst(next, over, placeOf) : next;
}

function withoutFirst<Row extends Known, Place>(
  window: RowWindow<Row, Place>,
  count: number,
  placeOf: (row: Row) => Place,
): RowWindow<Row, Place> {
  const last = window.rows[count - 1];
  if (!last) return window;
  return {
    ...window,
    rows: window.rows.slice(count),
    after: placeOf(last),
    above: [...window.above, { after: window.after, count }],
  };
}

/** Where the piece above begins; undefined: nothing was let go. */
export const pieceAbove = <Row extends Known, Place>({
  above,
}: RowWindow<Row, Place>): LetGo<Place> | undefined => above.at(-1);

/** With what was read of the piece above, up to the first row that is held; what is far below is let go. */
export function withAbove<Row extends Known, Place>(
  window: RowWindow<Row, Place>,
  read: Row[],
): RowWindow<Row, Place> {
  const piece = pieceAbove(window);
  if (!piece) return window;
  const held = new Set(window.rows.map(({ id }) => id));
  const meets = read.findIndex(({ id }) => held.has(id));
  const fresh = meets < 0 ? read : read.slice(0, meets);
  const rows = [...fresh, ...window.rows];
  return {
    rows: rows.slice(0, MOST_ROWS),
    after: piece.after,
    above: window.above.slice(0, -1),
    complete: window.complete && rows.length <= MOST_ROWS,
  };
}

/** The piece that holds a place in the list, counted from its beginning, alone: whoever jumps there reads on from it. */
export function jumpedTo<Row extends Known, Place>(
  window: RowWindow<Row, Place>,
  place: number,
): RowWindow<Row, Place> {
  let first = 0;
  for (const [at, { after, count }] of window.above.entries()) {
    if (place < first + count) return { rows: [], after, above: window.above.slice(0, at), complete: false };
    first += count;
  }
  return window;
}
