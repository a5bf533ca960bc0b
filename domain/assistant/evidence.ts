import type { ArticleId, PassageId } from '../ids.ts';
import type { Finding } from './finding.ts';

/** A passage that an answer was given, best first. */
export interface EvidencePassage {
  articleId: ArticleId;
  passageId: PassageId;
  title: string;
  heading: string | null;
  /** SHA-256 of its text in hexadecimal, cut to 16: whether it still says what it said then. */
  hash: string;
  /** The ranking's own; comparable within one answer only. */
  score: number;
  /** It shares little with the question, and the model was told so. */
  weak: boolean;
}

/**
 * How an answer ended. `extractive`: the model's own was not let through, the docs' words took its place. `withheld`: nor
 * could they, a person was asked for.
 */
export type AnswerVerdict = 'answered' | 'extractive' | 'escalated' | 'withheld';

/** What an answer of the assistant rests on, to be kept beside it. Plain JSON. */
export interface AnswerEvidence {
  passages: EvidencePassage[];
  /** Which of our rules the model was given. */
  promptVersion: string;
  /** Null: the docs alone answered. */
  model: string | null;
  /** What the gate stopped, of all tries together, in order. */
  findings: Finding[];
  /** How often the model was asked for words; 0 without a model. */
  tries: number;
  /** Of all tries together, as the endpoint counted or, where it does not, as estimated. */
  tokens: { in: number; out: number };
  /** In US dollars, or whatever the prices are in; null: no price is known. */
  cost: number | null;
  milliseconds: number;
  outcome: AnswerVerdict;
}

/** Of an answer for which no model was asked. */
export const NOTHING_ASKED: AnswerEvidence = {
  ...{ passages: [], promptVersion: '', model: null, findings: [], tries: 0, tokens: { in: 0, out: 0 } },
  ...{ cost: 0, milliseconds: 0, outcome: 'escalated' },
};
