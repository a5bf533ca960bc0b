import { shorten } from './shorten.ts';

/** More than this fills several screens: a mail that brought a log or a whole thread along. */
const LONG = { characters: 6_000, lines: 90 };
/** What is left to see: about a screen. */
const SHORT = { characters: 3_000, lines: 45 };

/** Where a long text is cut until somebody wants all of it, at the end of a line where there is one; null when it is not long. */
export function foldAt(text: string): number | null {
  if (text.length <= LONG.characters && linesEnd(text, LONG.lines) === null) return null;
  const end = Math.min(linesEnd(text, SHORT.lines) ?? SHORT.characters, SHORT.characters);
  const line = text.lastIndexOf('\n', end);
  return line > end / 2 ? line : shorten(text, end).length;
}

/** Where so many lines end; null when there are not so many. */
function linesEnd(text: string, count: number): number | null {
  let at = -1;
  for (let line = 0; line < count; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return null;
  }
  return at;
}
