interface Geometry {
  /** In pixels. */
  scrollTop: number;
  height: number;
  rowHeight: number;
}

/** Rows drawn beyond each edge of the screen, so that a fast hand sees no gap. */
const AROUND = 10;

/** Which of the rows that are held to draw, in order: what is on the screen and around it, and the one that is kept. */
export function drawnPlaces(list: Geometry & { above: number; count: number; kept: number }): number[] {
  const { scrollTop, height, rowHeight, above, count, kept } = list;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - above - AROUND);
  const last = Math.min(count - 1, Math.ceil((scrollTop + height) / rowHeight) - above + AROUND);
  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  if (kept < 0 || (kept >= first && kept <= last)) return places;
  return kept < first ? [kept, ...places] : [...places, kept];
}

/** Where to scroll so that a row is whole on the screen. */
export function scrollToShow({ scrollTop, height, rowHeight }: Geometry, place: number): number {
  const top = place * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}

interface Shape<Row> {
  rows: readonly Row[];
  above: number;
  rowHeight: number;
}

/** Where to scroll so that the first row on the screen that is the same in both stays where it is. At the top, the top stays. */
export function keptScroll<Row extends { id: string }>(
  scrollTop: number,
  before: Shape<Row>,
  now: Shape<Row>,
): number {
  if (scrollTop <= 0) return scrollTop;
  const places = new Map(now.rows.map((row, at) => [row.id, at]));
  const first = Math.max(0, Math.floor(scrollTop / before.rowHeight) - before.above);
  for (let at = first; at < before.rows.length; at++) {
    const row = before.rows[at];
    const place = row && places.get(row.id);
    if (place === undefined || now.rows[place] !== row) continue;
    const offset = scrollTop - (before.above + at) * before.rowHeight;
    return Math.max(0, (now.above + place) * now.rowHeight + (offset * now.rowHeight) / before.rowHeight);
  }
  return scrollTop;
}
