import { createHash } from 'node:crypto';
import type { EvidencePassage } from '../../../domain/assistant/evidence.ts';
import type { RankedPassage } from './rank-passages.ts';

/** Of the question's meaning. Below the first a passage is left out, a best one below the second is called weak. */
const FLOOR = 0.12;
const WEAK = 0.4;
/** Of what the best one covers: of two questions in one message each has its passages. */
const BESIDE_THE_BEST = 0.25;

/** Likeness: below the first a passage is like any other; so much of the rest makes up for a question's words. */
const LIKE_ANY = 0.35;
const LIKE_WORDS = 1.5;

export interface RelevantPassages {
  found: RankedPassage[];
  isWeak: boolean;
}

/** Those that may hold an answer: a word in common is not enough. @param ranked best first. */
export function relevant(ranked: RankedPassage[]): RelevantPassages {
  const best = Math.max(0, ...ranked.map(shared));
  const least = Math.max(FLOOR, best * BESIDE_THE_BEST);
  return { found: ranked.filter((each) => shared(each) >= least), isWeak: best < WEAK };
}

/** In words, or where it is known by what both mean: a passage in another language shares no word. */
function shared({ coverage, likeness }: Pick<RankedPassage, 'coverage' | 'likeness'>): number {
  return Math.max(coverage, LIKE_WORDS * ((likeness ?? 0) - LIKE_ANY));
}

export function evidenceOf({ passage, score, ...found }: RankedPassage): EvidencePassage {
  const { id: passageId, articleId, title, heading, text } = passage;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return {
    articleId,
    passageId,
    title,
    heading,
    hash,
    score: Math.round(score * 100) / 100,
    weak: shared(found) < WEAK,
  };
}
