import { CANDIDATES, type Supported } from '../../activities/assistant/extractive/choose-passage.ts';
import { featuresOf } from '../../activities/assistant/extractive/features.ts';
import { questionTerms } from '../../activities/assistant/retrieval/question-terms.ts';
import type { PassageIndex } from '../../activities/assistant/retrieval/rank-passages.ts';
import { isSupport, type AskedQuestion, type QuestionSet } from './sets.ts';

/** A question with the passages that might answer it, as the assistant sees them before it weighs them. */
export interface Case {
  set: string;
  id: string;
  isAnswerable: boolean;
  isUnspaced: boolean;
  candidates: (Omit<Supported, 'support'> & { isRight: boolean })[];
}

export function casesOf(
  { name, index: plain, questions, isRight }: QuestionSet,
  change = (text: string) => text,
  upon = (__: AskedQuestion, index: PassageIndex) => index,
): Case[] {
  return questions.map((each): Case => {
    const index = upon(each, plain);
    const wanted = questionTerms(index, [...each.turns, { by: 'customer', text: change(each.question) }]);
    const candidates = index.rank(wanted.terms, CANDIDATES, wanted.question).map((candidate) => ({
      candidate,
      features: featuresOf(index, wanted, candidate),
      isRight: isRight(each, candidate.passage),
    }));
    const isUnspaced = candidates.some(({ features }) => features.unspaced === 1);
    return { set: name, id: each.id, isAnswerable: each.gold !== null, isUnspaced, candidates };
  });
}

/** Support counts more than languages; within each, a large set less than its size says. */
export function weightOf(cases: Case[]): (each: Case) => number {
  const sizes = new Map<string, number>();
  for (const { set } of cases) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  return ({ set }) => (isSupport(set) ? 3 : 1) / Math.sqrt(sizes.get(set) ?? 1);
}
