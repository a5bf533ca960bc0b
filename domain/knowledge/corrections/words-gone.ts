/**
 * Whether a text does not say any more what was taken from it. How it is set, its capitals and its punctuation make no
 * difference, nor where in it the words stand.
 */
export function wordsGone(was: string, now: string): boolean {
  const before = wordsOf(was);
  return before !== '' && !` ${wordsOf(now)} `.includes(` ${before} `);
}

const wordsOf = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+(?:[.,:]\p{N}+)*|[%€$£+-](?=\p{N})|(?<=\p{N}\s?)[%€$£]/gu) ?? []
  ).join(' ');
