import type { ArticleId, MessageId, PassageId } from '../ids.ts';
import type { Language } from '../language/language.ts';
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
 * How a question was answered. `extractive`: by the docs' own words, of themselves or because the model's were not let
 * through; `withheld`: nor could they, a person was asked for. `offered`: titles to choose from; `unknown`: told that the
 * docs do not say; `smalltalk`: nothing was asked. `ceiling`: nobody was asked, as there was nothing left to spend;
 * `failed`: the model did not answer as it should.
 */
export type AnswerVerdict =
  | 'answered'
  | 'extractive'
  | 'offered'
  | 'unknown'
  | 'smalltalk'
  | 'escalated'
  | 'withheld'
  | 'ceiling'
  | 'failed';

/** What an answer of the assistant rests on, to be kept beside it. Plain JSON. */
export interface AnswerEvidence {
  /** What the customer's question is in; null: it does not show. */
  language: Language | null;
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
  ...{
    language: null,
    passages: [],
    promptVersion: '',
    model: null,
    findings: [],
    tries: 0,
    tokens: { in: 0, out: 0 },
  },
  ...{ cost: 0, milliseconds: 0, outcome: 'escalated' },
};

/** What is kept of one answer, or of a question that got none. */
export interface KeptEvidence extends AnswerEvidence {
  /** The customer's last words before it. */
  question: string;
  questionId: MessageId | null;
  /** Why a person was asked for. */
  reason: string | null;
  /** Articles that it cites: what a thumb is about. */
  cited: ArticleId[];
  /** How often the activity was begun until it ended so. */
  attempts: number;
}
