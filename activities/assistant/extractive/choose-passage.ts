import type { Wanted } from '../retrieval/question-terms.ts';
import type { PassageIndex, RankedPassage } from '../retrieval/rank-passages.ts';
import { FEATURES, featuresOf, type Features } from './features.ts';
import fitted from './weights.json' with { type: 'json' };
import fittedWithMeaning from './weights-with-meaning.json' with { type: 'json' };

/** The right passage is among the first so many for 85 of 100 questions, hardly ever below. */
export const CANDIDATES = 8;
/** Above this much more support than the next article has, more says nothing. */
const FULL_GAP = 3;

/** What `npm run fit-answers` found; see docs/architecture/assistant.md. */
export type Weights = typeof fitted;

/** How a passage stands among those that might answer. */
export interface Standings extends Features {
  /** How far it is ahead of the next article. */
  gap: number;
  /** Its share of all support. */
  share: number;
}
export const STANDINGS = [...FEATURES, 'gap', 'share'] as const;

export interface Choice {
  best: RankedPassage;
  /** 0 to 1: how sure we are that it answers the question. */
  confidence: number;
  /** The candidates, best first. */
  ranked: RankedPassage[];
  /** What it was weighed by, and from where on it is sure. */
  weights: Weights;
}

/**
 * The passage that answers a question most likely, and how sure that is. In a language of the docs its words decide, by which more
 * was answered; in any other its meaning, where that is known.
 * @returns null when no passage shares a word or a meaning.
 */
export function choosePassage(index: PassageIndex, wanted: Wanted): Choice | null {
  const isOwn = index.words.languages.includes(wanted.language);
  const candidates = index
    .rank(wanted.terms, CANDIDATES, isOwn ? undefined : wanted.question)
    .map((candidate) => ({ candidate, features: featuresOf(index, wanted, candidate) }));
  const isKnown = candidates.every(({ candidate }) => candidate.likeness !== null);
  const weights = isKnown ? fittedWithMeaning.foreign : fitted;
  const order = inOrder(candidates, weights.rank);
  const [best] = order;
  if (!best) return null;
  const standings = standingsOf(order);
  return {
    best: best.candidate,
    confidence: probability(standings, weights.confidence),
    ranked: order.map(({ candidate }) => candidate),
    weights,
  };
}

/** Of a question in a language that no passage has, words say nothing; of another one they say most. */
function orderWithMeaning({ words }: PassageIndex, { language }: Wanted): Features {
  const { own, foreign } = fittedWithMeaning;
  return (words.languages.includes(language) ? own : foreign).rank;
}

/** What a model is given, best first: where the question's meaning is known, by all that is weighed for an answer. */
export function passagesFor(index: PassageIndex, wanted: Wanted, limit: number): RankedPassage[] {
  const ranked = index.rank(wanted.terms, limit, wanted.question);
  if (ranked.some(({ likeness }) => likeness === null)) return ranked;
  const candidates = ranked.map((candidate) => ({
    candidate,
    features: featuresOf(index, wanted, candidate),
  }));
  return inOrder(candidates, orderWithMeaning(index, wanted)).map(({ candidate }) => candidate);
}

export interface Supported {
  candidate: RankedPassage;
  features: Features;
  support: number;
}

export function inOrder(candidates: Omit<Supported, 'support'>[], weights: Features): Supported[] {
  return candidates
    .map((each) => ({ ...each, support: weighed(FEATURES, each.features, weights) }))
    .sort((a, b) => b.support - a.support);
}

/** @param order best first, not empty. */
export function standingsOf(order: Supported[]): Standings {
  const [best] = order;
  if (!best) throw new Error('Nothing stands where nothing was found.');
  const next = order.find(
    ({ candidate }) => candidate.passage.articleId !== best.candidate.passage.articleId,
  );
  const ahead = next ? Math.min(FULL_GAP, best.support - next.support) : FULL_GAP;
  const others = order.reduce((sum, { support }) => sum + Math.exp(support - best.support), 0);
  return { ...best.features, gap: ahead / FULL_GAP, share: 1 / others };
}

export function probability(standings: Standings, weights: Standings & { bias: number }): number {
  return 1 / (1 + Math.exp(-weights.bias - weighed(STANDINGS, standings, weights)));
}

function weighed<Name extends string>(
  names: readonly Name[],
  values: Record<Name, number>,
  weights: Record<Name, number>,
): number {
  return names.reduce((sum, name) => sum + values[name] * weights[name], 0);
}
