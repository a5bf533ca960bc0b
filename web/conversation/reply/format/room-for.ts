import { FORMATS } from './formats.ts';

/** Pixels of one format, and of what stands in the row besides: files, emoji, saved replies and the ways to send. */
const FORMAT = 28;
const BESIDE = 370;
/** Fewer are no bar. */
const FEWEST = 3;

/** How many formats a row has room for beside `taken` pixels of other things; the rest folds, into a button as wide as one of them. */
export function roomFor(width: number, taken = BESIDE): number {
  const room = Math.floor((width - taken) / FORMAT);
  if (room >= FORMATS.length) return FORMATS.length;
  return room - 1 >= FEWEST ? room - 1 : 0;
}
