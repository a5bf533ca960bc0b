import {
  inOrder,
  probability,
  STANDINGS,
  standingsOf,
  type Supported,
  type Weights,
} from '../../activities/assistant/extractive/choose-passage.ts';
import { FEATURES } from '../../activities/assistant/extractive/features.ts';
import { weightOf, type Case } from './candidates.ts';
import { fitChoice } from './fit-choice.ts';
import { fitLogistic } from './fit-logistic.ts';

/** An answer to what the docs do not cover is worse than one from the wrong passage. */
const COST_OF_INVENTION = 4;

export type Fitted = Pick<Weights, 'rank' | 'confidence'>;

/** First which passage to prefer, then how sure one may be of the preferred one. */
export function fit(cases: Case[]): Fitted {
  const weigh = weightOf(cases);
  const choices = cases.map((each) => ({
    weight: weigh(each),
    options: each.candidates.map(({ features, isRight }) => ({
      x: FEATURES.map((name) => features[name]),
      isRight,
    })),
  }));
  const rank = named(FEATURES, fitChoice(choices));
  const chosen = cases.flatMap((each) => {
    const order = inOrder(each.candidates, rank);
    return order.length === 0 ? [] : [{ each, order }];
  });
  const mean = chosen.reduce((sum, { each }) => sum + weigh(each), 0) / chosen.length;
  const [bias = 0, ...weights] = fitLogistic(
    chosen.map(({ each, order }) => {
      const standings = standingsOf(order);
      return {
        x: [1, ...STANDINGS.map((name) => standings[name])],
        isTrue: isRight(each, order[0]),
        weight: (weigh(each) / mean) * (each.isAnswerable ? 1 : COST_OF_INVENTION),
      };
    }),
  );
  return { rank, confidence: { bias, ...named(STANDINGS, weights) } };
}

/** What would be said to a question: how sure it is, and whether that would be right. */
export interface Verdict {
  set: string;
  isAnswerable: boolean;
  isUnspaced: boolean;
  confidence: number;
  isRight: boolean;
  /** The place of the first right article, from 1; 0 when it is not there. */
  rank: number;
}

export function verdictOf(each: Case, fitted: Fitted): Verdict {
  const order = inOrder(each.candidates, fitted.rank);
  const articles = [...new Set(order.map(({ candidate }) => candidate.passage.articleId))];
  const right = new Set(
    each.candidates.filter((one) => one.isRight).map((one) => one.candidate.passage.articleId),
  );
  return {
    set: each.set,
    isAnswerable: each.isAnswerable,
    isUnspaced: each.isUnspaced,
    confidence: order.length === 0 ? 0 : probability(standingsOf(order), fitted.confidence),
    isRight: isRight(each, order[0]),
    rank: articles.findIndex((article) => right.has(article)) + 1,
  };
}

function isRight({ candidates }: Case, best: Supported | undefined): boolean {
  return candidates.some(({ candidate, isRight: right }) => right && candidate === best?.candidate);
}

function named<Name extends string>(names: readonly Name[], values: number[]): Record<Name, number> {
  const entries = names.map((name, at) => [name, Math.round((values[at] ?? 0) * 1000) / 1000]);
  return Object.fromEntries(entries) as Record<Name, number>;
}
