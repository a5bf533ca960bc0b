/** How much of a transcript is read at once: more than a screen shows, far less than a year of writing. */
const MAX_MESSAGES = 60;
/** In characters: a mail may bring a book along. */
const MAX_CHARACTERS = 120_000;

/** One more than a page holds tells whether there is anything before it. */
export const ROWS_TO_MEASURE = MAX_MESSAGES + 1;

/** As much as a page: what changed meanwhile is told one by one up to here, and by a new page beyond. */
export const MAX_CHANGES = MAX_MESSAGES;

/**
 * Where the page begins that ends with the first of these messages, newest first. One message always fits.
 * @returns null when there is none
 */
export function pageStart(
  newestFirst: { seq: number; length: number }[],
): { from: number; earlier: boolean } | null {
  let room = MAX_CHARACTERS;
  const fitting = newestFirst.slice(0, MAX_MESSAGES).findIndex(({ length }, index) => {
    room -= length;
    return room < 0 && index > 0;
  });
  const count = fitting < 0 ? Math.min(newestFirst.length, MAX_MESSAGES) : fitting;
  const first = newestFirst[count - 1];
  return first ? { from: first.seq, earlier: count < newestFirst.length } : null;
}
