import { figuresNotGiven } from '../assistant/gate/gate.ts';
import { groundOf } from '../assistant/gate/ground.ts';
import { linksIn } from '../assistant/gate/links.ts';
import type { ComparisonId, ProjectId } from '../ids.ts';
import { whatCame, type Came } from './expectation.ts';
import type { TrialOutcome, TrialSettings } from './trial.ts';

/** What starts asking real questions again: as customers are answered now, and in this other way. */
export interface ComparisonStart {
  id: ComparisonId;
  projectId: ProjectId;
  settings: TrialSettings;
}

export const comparisonWorkflowId = (id: ComparisonId): string => `comparison/${id}`;

/** Why one asks no more. `broken`: what had to be asked could not be, or not be kept. */
export type ComparisonEnd = 'done' | 'stopped' | 'ceiling' | 'broken';

export const SIDES = ['live', 'other'] as const;
export type ComparedSide = (typeof SIDES)[number];

/** What came of a question on one side. Plain JSON. */
export interface SideAnswer {
  came: Came;
  text: string;
  /** Why a person is needed. */
  reason: string | null;
  /** Null: the docs alone answered, or nothing did. */
  model: string | null;
  tokens: number;
  /** US dollars; null: no price is known. */
  cost: number | null;
}

export function sideAnswerOf(outcome: TrialOutcome): SideAnswer {
  if ('problem' in outcome) {
    const came: Came = { kind: 'failed', problem: outcome.problem };
    return { came, text: '', reason: null, model: null, tokens: 0, cost: 0 };
  }
  const { text, reason, evidence } = outcome.answer;
  const { model, cost, tokens } = evidence;
  return { came: whatCame(outcome.answer), text, reason, model, cost, tokens: tokens.in + tokens.out };
}

/** How the other way differs, what weighs most first. */
export const DIFFERENCES = [
  'silent',
  'person',
  'numbers',
  'article',
  'answers',
  'no_person',
  'failed',
  'same',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What a customer would notice: whether there is an answer, what it rests on, and its figures; not its wording. */
export function differenceOf(live: SideAnswer, other: SideAnswer): Difference {
  const [before, after] = [live.came, other.came];
  if (before.kind === 'failed' || after.kind === 'failed') return 'failed';
  if (before.kind !== 'article' && after.kind === 'article') return 'answers';
  if (before.kind !== 'person' && after.kind === 'person') return 'person';
  if (before.kind === 'article' && after.kind === 'article') {
    if (!haveSame(before.articleIds, after.articleIds)) return 'article';
    return haveSameFigures(live.text, other.text) ? 'same' : 'numbers';
  }
  if (before.kind === 'article') return 'silent';
  return before.kind === 'person' && after.kind === 'unknown' ? 'no_person' : 'same';
}

const haveSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((each) => other.includes(each));

/** In whatever form: `30` and `thirty` are one. */
export function haveSameFigures(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return figuresNotGiven(a, heldIn(b)).length === 0 && figuresNotGiven(b, heldIn(a)).length === 0;
}

const heldIn = (text: string) => groundOf({ passages: [], team: [text], customer: [], hosts: [] }, () => []);

/** Neither a citation's number nor one in an address is a claim. */
function wordsOf(text: string): string {
  return linksIn(text)
    .reduce((rest, link) => rest.replace(link.text, ' '), text)
    .replace(/\[\d+\]/g, ' ');
}
