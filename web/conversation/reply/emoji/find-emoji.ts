import { withoutMarks } from '../../../../domain/text/fold-marks.ts';

/** A picture sign, how it is called, and by which words it is found. */
export interface Emoji {
  sign: string;
  name: string;
  words: string[];
}

/** By sign: its name with underscores first, then further words (https://github.com/muan/emojilib). */
export const emojisOf = (library: Readonly<Record<string, string[]>>): Emoji[] =>
  Object.entries(library).map(([sign, [slug = '', ...words]]) => ({
    sign,
    name: slug.replaceAll('_', ' '),
    words: words.map(fold),
  }));

/** Those that all typed words mean: by their name before those by another word, whole words before their beginnings. */
export function findEmoji(all: readonly Emoji[], typed: string): Emoji[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  return all
    .map((emoji) => ({ emoji, rank: Math.max(...wanted.map((word) => rankOf(emoji, word))) }))
    .filter(({ rank }) => rank < MISSES)
    .sort((one, other) => one.rank - other.rank)
    .map(({ emoji }) => emoji);
}

const MISSES = 5;

function rankOf({ sign, name, words }: Emoji, wanted: string): number {
  if (sign === wanted || name === wanted) return 0;
  const named = name.split(' ');
  if (named.includes(wanted)) return 1;
  if (words.includes(wanted)) return 2;
  if (named.some((word) => word.startsWith(wanted))) return 3;
  return words.some((word) => word.startsWith(wanted)) ? 4 : MISSES;
}

const fold = (text: string): string => withoutMarks(text).toLowerCase().replaceAll('_', ' ').trim();
