import UFuzzy from '@leeoniya/ufuzzy';
import { withoutMarks } from '../../domain/text/fold-marks.ts';

const BETWEEN_WORDS = '[\\s.,:;…·@/_-]+';

/**
 * Letters of any script; a few may be left out inside of a word. Words are told apart by what stands between them: to name all
 * letters there are costs a browser half a second a word.
 */
const OPTIONS: UFuzzy.Options = {
  unicode: true,
  interSplit: BETWEEN_WORDS,
  interBound: BETWEEN_WORDS,
  intraSplit: null,
  intraBound: null,
  intraChars: '[^\\s]',
  intraContr: '',
};
const exact = new UFuzzy(OPTIONS);
const fuzzy = new UFuzzy({ ...OPTIONS, intraIns: 3 });

/** Two letters stand somewhere in nearly everything. */
const LEAST_FUZZY = 3;

/** Signs are nothing to look for, and would mean something to the search. */
const NO_WORD = /[^\p{L}\p{M}\p{N}]+/gu;

/** How many words somebody may type in another order. */
const REORDERED = 3;

export interface Found<Item> {
  item: Item;
  /** What of its words was typed: from, to, from, to. */
  ranges: number[];
  /** A word of it begins with what was typed. */
  begins: boolean;
}

/** Those that what is typed may mean, the likeliest first; all of them while nothing is. */
export function foundIn<Item extends { words: string }>(items: Item[], typed: string): Found<Item>[] {
  if (!typed.trim()) return items.map((item) => ({ item, ranges: [], begins: false }));
  const needle = withoutMarks(typed).toLowerCase().replace(NO_WORD, ' ').trim();
  if (!needle) return [];
  const plain = items.map(({ words }) => withoutMarks(words).toLowerCase());
  const search = needle.length < LEAST_FUZZY ? exact : fuzzy;
  const [places, info, order] = search.search(plain, needle, REORDERED);
  if (!places) return [];
  const found = (order ?? places.map((_, at) => at)).flatMap((at) => {
    const index = places[at] ?? -1;
    const item = items[index];
    const begins = ` ${plain[index] ?? ''}`.includes(` ${needle}`);
    return item ? [{ item, ranges: rangesIn(item.words, plain[index], info?.ranges[at]), begins }] : [];
  });
  return found.toSorted((one, other) => Number(other.begins) - Number(one.begins));
}

/** A mark that was taken off may have moved what follows. */
const rangesIn = (words: string, plain: string | undefined, ranges: number[] = []): number[] =>
  plain?.length === words.length ? ranges : [];

export interface Piece {
  text: string;
  marked: boolean;
}

/** The words in pieces, so that what was typed stands out. */
export function piecesOf(words: string, ranges: number[]): Piece[] {
  const cuts = [0, ...ranges, words.length];
  return cuts
    .slice(1)
    .map((to, at) => ({ text: words.slice(cuts[at], to), marked: at % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
