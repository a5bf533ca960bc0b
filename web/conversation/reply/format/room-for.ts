import { FORMATS } from './formats.ts';

/** Pixels of one format, and of what stands in the row besides: files, emoji, saved replies, suggestions and the ways to send. */
const FORMAT = 29;
const BESIDE = 414;
/** The button into which formats fold. */
const FOLDED = 38;
/** Fewer are no bar. */
const FEWEST = 3;

/** How many formats a row has room for beside `taken` pixels of other things; the rest folds. */
export function roomFor(width: number, taken = BESIDE): number {
  const room = Math.floor((width - taken) / FORMAT);
  if (room >= FORMATS.length) return FORMATS.length;
  const shown = Math.floor((width - taken - FOLDED) / FORMAT);
  return shown >= FEWEST ? shown : 0;
}
