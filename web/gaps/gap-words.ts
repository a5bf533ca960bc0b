import type { CorrectionCause } from '../../domain/knowledge/corrections/correction.ts';
import type { GapDays, GapState } from '../../domain/knowledge/gaps/gap.ts';
import type { GapRow } from '../../domain/knowledge/gaps/summarize-gaps.ts';
import type { Score } from '../../domain/ratings/rating.ts';

export const STATE_WORDS: Record<GapState, string> = {
  open: 'Open',
  filled: 'Filled',
  dismissed: 'Not a gap',
};

export const EMPTY_WORDS: Record<GapState, { title: string; hint: string }> = {
  open: {
    title: 'No gaps',
    hint: 'Questions that the docs do not answer, and those that a person had to, gather here by likeness.',
  },
  filled: { title: 'None was filled yet', hint: 'A gap is filled when an article is published for it.' },
  dismissed: {
    title: 'None was set aside',
    hint: 'What you say is not a gap stays here, and can come back.',
  },
};

export const daysWords = (days: GapDays) => `Last ${days} days`;

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
const people = (count: number) => (count === 1 ? 'one customer' : `${count} customers`);

export const askedWords = ({ questions, customers }: GapRow): string =>
  `Asked ${times(questions)} by ${people(customers)}.`;

/** Below a gap's title. */
export function factsOf({ questions, escalated, waiting, emailed }: GapRow): string {
  const facts = [
    escalated > 0 && (escalated === questions ? 'all went to a person' : `${escalated} went to a person`),
    waiting > 0 && `${waiting} waiting now`,
    emailed > 0 && `${emailed} by email`,
  ].filter((fact) => fact !== false);
  return facts.length > 0 ? facts.join(', ') : 'in the chat';
}

/** Against the week before; null: the same. */
export function trendWords({ change, isNew }: GapRow): { words: string; late: boolean } | null {
  if (isNew) return { words: 'new', late: true };
  if (change === 0) return null;
  return change > 0 ? { words: `up ${change}`, late: true } : { words: `down ${-change}`, late: false };
}

export const SCORE_WORDS: Record<Score, string> = {
  good: 'rated good',
  okay: 'rated okay',
  bad: 'rated bad',
};

/** What came of asking a gap's questions again. */
export function triedWords({ answered, all }: { answered: number; all: number }): string {
  if (answered === all)
    return all === 1 ? 'The question has an answer now.' : `All ${all} questions have an answer now.`;
  if (answered === 0)
    return all === 1
      ? 'The question still has no answer.'
      : `None of the ${all} questions has an answer yet.`;
  return `${answered} of the ${all} questions have an answer now, ${all - answered} still ${all - answered === 1 ? 'has' : 'have'} none.`;
}

export const CAUSE_WORDS: Record<CorrectionCause, string> = {
  changed: 'was changed',
  off: 'was switched off',
  deleted: 'was deleted',
};
