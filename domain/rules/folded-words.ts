import { withoutMarks } from '../text/fold-marks.ts';

/** Scripts whose marks people leave out; in others, such as Thai or Japanese, a mark makes another letter. */
const MARKED =
  /(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]\p{Mn}*)+/gu;
/** Scripts that put nothing before a word without a space: there it is looked for where words begin. */
const SPACED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}]/u;
const LETTER = /[\p{L}\p{N}]$/u;

/** As words are compared: any case, with or without accents, wide or narrow, whatever space is between them. */
export const folded = (text: string): string =>
  text.normalize('NFKC').replace(MARKED, withoutMarks).toLowerCase().replace(/\s+/g, ' ').trim();

/** Whether a word, or several, stands in a text, both folded. "refund" is in "Refunds", and "art" is not in "party". */
export function standsIn(word: string, text: string): boolean {
  if (!word) return false;
  const anywhere = !SPACED.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (anywhere || !LETTER.test(text.slice(Math.max(0, at - 2), at))) return true;
  return false;
}
