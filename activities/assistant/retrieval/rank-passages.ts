import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import type { IndexedPassage } from './indexed-passage.ts';
import type { ArticleId } from '../../../domain/ids.ts';
import { placeOf } from './place-of.ts';
import { readingWords, type PassageWords } from './passage-words.ts';
import { createPostings } from './postings.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { atOnce, type Steps } from './in-slices.ts';

/** Okapi BM25's usual constants, as found in most engines; not tuned here. */
const K1 = 1.2;
const B = 0.75;

/**
 * Passages about something else that are imagined beside the real ones: in a single short article every word would
 * otherwise look common, and the one word of a question that it lacks would outweigh all that it has.
 */
const BACKGROUND = 30;

/** What is looked for, by term. Weights: 1 for the question's own words, less for what only surrounds it. */
export type WeightedTerms = ReadonlyMap<string, number>;

export interface RankedPassage extends IndexedPassage {
  /** BM25: comparable within one ranking only. */
  score: number;
  /** 0 to 1: how much of the question's meaning the passage mentions, rare words counting more. Comparable everywhere. */
  coverage: number;
  /** About 0 to 1: how near its meaning is to the question's, against the other passages'. Null: nobody has looked. */
  likeness: number | null;
}

export interface PassageIndex {
  words: PassageWords;
  spelling: Spelling;
  /** How many passages it holds. */
  size: number;
  passages: readonly IndexedPassage[];
  /** Whether the newest question's meaning is known: then its language does not matter. */
  knowsMeaning: boolean;
  isKnown: (term: string) => boolean;
  /** How much a term says, from its rarity in these passages. */
  rarity(term: string): number;
  /** Best first; only passages that share a term with the question, or its meaning where that is known. */
  rank(wanted: WeightedTerms, limit: number, question?: string): RankedPassage[];
  /** The passages under a title and heading. */
  at(place: string): IndexedPassage[];
}

/** One whose articles come and go while it is asked. */
export interface GrowingIndex extends PassageIndex {
  /** How many articles have passages in it. */
  articles: number;
  articleIds(): ArticleId[];
  /**
   * An article's passages in the place of those it had; none: it is gone. Step by step, each of a part of a passage: it can be asked
   * between them, and has the old ones until all the new ones are there.
   */
  replace(article: ArticleId, passages: LoadedPassage[]): Steps<void>;
  /** It has to be made anew. */
  isStale(): boolean;
}

/**
 * An index over passages, each read in its own language. Of the queries above it found .375 at once, in 0.26 ms each;
 * MiniSearch .282, in 5.6 ms.
 */
export const indexPassages = (passages: LoadedPassage[]): GrowingIndex => atOnce(indexing(passages));

/** The same, to be made a little at a time. */
export function* indexing(passages: LoadedPassage[]): Steps<GrowingIndex> {
  const words = yield* readingWords(passages);
  const postings = createPostings((text, language) => words.read(text, language));
  for (const [at, passage] of passages.entries()) {
    postings.add(postings.read(passage, words.languageOf(at)));
    yield;
  }
  const rarity = (term: string) => {
    const holders = postings.holdersOf(term)?.size ?? 0;
    return Math.log(1 + (postings.size() + BACKGROUND - holders + 0.5) / (holders + 0.5));
  };
  let spelling: Spelling | null = null;
  return {
    words,
    get spelling() {
      return (spelling ??= createSpelling(words.counts));
    },
    get size() {
      return postings.size();
    },
    get passages() {
      return postings.all();
    },
    knowsMeaning: false,
    get articles() {
      return postings.articles().length;
    },
    articleIds: () => postings.articles(),
    isStale: () => words.isStale(),
    isKnown: (term) => (postings.holdersOf(term)?.size ?? 0) > 0,
    rarity,
    at: (place) => postings.all().filter(({ passage }) => placeOf(passage) === place),
    replace: function* (article, next) {
      const before = postings.ofArticle(article);
      for (const passage of next) {
        const { language, newWords } = words.learn(passage);
        if (spelling) newWords.forEach(spelling.learn);
        yield;
        const read = postings.read(passage, language);
        yield;
        postings.add(read);
        yield;
      }
      for (const at of before) {
        const gone = postings.remove(at);
        if (gone) words.forget(gone.passage, gone.language);
        yield;
      }
    },
    rank: (wanted, limit) => {
      const scores = new Map<number, { score: number; covered: number }>();
      const average = postings.averageLength();
      let all = 0;
      for (const [term, weight] of wanted) {
        const worth = weight * rarity(term);
        all += worth;
        for (const [at, frequency] of postings.holdersOf(term) ?? []) {
          const entry = scores.get(at) ?? { score: 0, covered: 0 };
          if (entry.score === 0) scores.set(at, entry);
          const norm = K1 * (1 - B + (B * (postings.get(at)?.body.length ?? 0)) / average);
          entry.score += (worth * frequency * (K1 + 1)) / (frequency + norm);
          entry.covered += worth;
        }
      }
      return [...scores]
        .sort((a, b) => b[1].score - a[1].score)
        .slice(0, limit)
        .flatMap(([at, { score, covered }]) => {
          const found = postings.get(at);
          return found ? [{ ...found, score, coverage: covered / all, likeness: null }] : [];
        });
    },
  };
}
