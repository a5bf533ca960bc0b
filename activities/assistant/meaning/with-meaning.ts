import type { Likeness } from './likeness.ts';
import type { IndexedPassage } from '../retrieval/indexed-passage.ts';
import type { PassageIndex, RankedPassage, WeightedTerms } from '../retrieval/rank-passages.ts';
import fitted from './mix-weights.json' with { type: 'json' };

/** BM25 of a word approaches its rarity times this (K1 + 1). */
const FULL_SCORE = 2.2;

/** What words and meaning say of a passage, each about 0 to 1; weighed by what `npm run fit-answers` found. */
export const MIXED = ['words', 'coverage', 'likeness'] as const;
export type Mixed = Record<(typeof MIXED)[number], number>;

/**
 * The same index for questions whose meaning is known: found are the first by words and the first by meaning, in the order of both
 * together. Their scores are weighed, not their ranks: a passage far ahead by one stays ahead.
 */
export function withMeaning(
  index: PassageIndex,
  likenesses: ReadonlyMap<string, Likeness>,
  weights: Mixed = fitted,
): PassageIndex {
  return {
    words: index.words,
    get spelling() {
      return index.spelling;
    },
    get size() {
      return index.size;
    },
    get passages() {
      return index.passages;
    },
    knowsMeaning: likenesses.size > 0,
    isKnown: (term) => index.isKnown(term),
    rarity: (term) => index.rarity(term),
    at: (place) => index.at(place),
    rank: (wanted, limit, question) => {
      const likeness = question === undefined ? undefined : likenesses.get(question);
      return likeness ? rankBoth({ index, likeness, weights }, wanted, limit) : index.rank(wanted, limit);
    },
  };
}

interface Known {
  index: PassageIndex;
  likeness: Likeness;
  weights: Mixed;
}

function rankBoth(
  { index, likeness, weights }: Known,
  wanted: WeightedTerms,
  limit: number,
): RankedPassage[] {
  const byWords = index.rank(wanted, Infinity);
  const found = new Map(byWords.slice(0, limit).map((each) => [each.at, each]));
  const scored = new Map(byWords.map((each) => [each.at, each]));
  for (const near of nearest({ index, likeness }, limit))
    found.set(near.at, scored.get(near.at) ?? { ...near, score: 0, coverage: 0, likeness: null });
  const all = [...wanted].reduce((sum, [term, weight]) => sum + weight * index.rarity(term), 0) || 1;
  return [...found.values()]
    .map((each) => ({ ...each, likeness: likeness.get(each.at) ?? 0 }))
    .map((each) => ({ each, worth: worthOf(mixedOf(each, all), weights) }))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, limit)
    .map(({ each }) => each);
}

export function mixedOf({ score, coverage, likeness }: RankedPassage, all: number): Mixed {
  return { words: score / (all * FULL_SCORE), coverage, likeness: likeness ?? 0 };
}

function worthOf(mixed: Mixed, weights: Mixed): number {
  return MIXED.reduce((sum, name) => sum + mixed[name] * weights[name], 0);
}

function nearest({ index, likeness }: Omit<Known, 'weights'>, limit: number): IndexedPassage[] {
  const of = ({ at }: IndexedPassage) => likeness.get(at) ?? 0;
  return [...index.passages].sort((a, b) => of(b) - of(a)).slice(0, limit);
}
