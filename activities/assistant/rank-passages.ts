import type { LoadedPassage } from '../../db/knowledge/articles.ts';
import { guessLanguage } from '../../domain/language.ts';
import { createTermReader, type TermReader } from './terms.ts';

/** Okapi BM25's usual constants, as found in most engines; not tuned here. */
const K1 = 1.2;
const B = 0.75;
/** A word in a title or a heading counts as often. With these weights BM25 had the most first hits of nine rankers on 571 queries over 817 real pages. */
const TITLE_WEIGHT = 3;
const HEADING_WEIGHT = 2;

/**
 * Passages about something else that are imagined beside the real ones: in a single short article every word would
 * otherwise look common, and the one word of a question that it lacks would outweigh all that it has.
 */
const BACKGROUND = 30;

/** What is looked for, by term. Weights: 1 for the question's own words, less for what only surrounds it. */
export type WeightedTerms = ReadonlyMap<string, number>;

export interface RankedPassage {
  passage: LoadedPassage;
  /** BM25: comparable within one ranking only. */
  score: number;
  /** 0 to 1: how much of the question's meaning the passage mentions, rare words counting more. Comparable everywhere. */
  coverage: number;
}

export interface PassageIndex {
  terms: TermReader;
  isKnown: (term: string) => boolean;
  /** How much a term tells, from its rarity in these passages. */
  rarity(term: string): number;
  /** Best first; only passages that share a term with the question. */
  rank(wanted: WeightedTerms, limit: number): RankedPassage[];
}

/**
 * An index over passages of one language, guessed from their words. Of the questions above it found .375 at once, in
 * 0.26 ms each; MiniSearch .282, in 5.6 ms.
 */
export function indexPassages(passages: LoadedPassage[]): PassageIndex {
  const sample = passages.slice(0, 40).map(({ text }) => text.slice(0, 500));
  const terms = createTermReader(guessLanguage(sample.join('\n')));
  const { postings, lengths } = post(passages, terms);
  const average = lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  const norms = lengths.map((length) => K1 * (1 - B + (B * length) / (average || 1)));

  const rarity = (term: string) => {
    const holders = postings.get(term)?.size ?? 0;
    return Math.log(1 + (passages.length + BACKGROUND - holders + 0.5) / (holders + 0.5));
  };
  return {
    terms,
    isKnown: (term) => postings.has(term),
    rarity,
    rank: (wanted, limit) => {
      const found = new Map<number, { score: number; covered: number }>();
      let all = 0;
      for (const [term, weight] of wanted) {
        const worth = weight * rarity(term);
        all += worth;
        for (const [at, frequency] of postings.get(term) ?? []) {
          const entry = found.get(at) ?? { score: 0, covered: 0 };
          entry.score += (worth * frequency * (K1 + 1)) / (frequency + (norms[at] ?? 0));
          entry.covered += worth;
          found.set(at, entry);
        }
      }
      return [...found]
        .flatMap(([at, { score, covered }]) => {
          const passage = passages[at];
          return passage ? [{ passage, score, coverage: covered / all }] : [];
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
  };
}

function post(passages: LoadedPassage[], terms: TermReader) {
  const postings = new Map<string, Map<number, number>>();
  const lengths: number[] = [];
  const add = (at: number, text: string, weight: number) => {
    const read = terms.read(text);
    for (const term of read) {
      const holders = postings.get(term) ?? new Map<number, number>();
      if (holders.size === 0) postings.set(term, holders);
      holders.set(at, (holders.get(at) ?? 0) + weight);
    }
    return read.length;
  };
  passages.forEach(({ title, heading, text }, at) => {
    lengths.push(add(at, text, 1));
    add(at, title, TITLE_WEIGHT);
    add(at, heading ?? '', HEADING_WEIGHT);
  });
  return { postings, lengths };
}
