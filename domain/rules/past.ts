import type { RuleFacts } from './facts.ts';
import { isOwed } from './silence.ts';
import { holdsAll } from './condition-holds.ts';
import type { RuleCondition, RuleWhen } from './rule.ts';

/** Something said in a past conversation. */
export interface PastWords {
  /** ISO 8601. */
  at: string;
  by: 'customer' | 'others' | 'note';
  facts: Pick<RuleFacts, 'channel' | 'words' | 'isOpen'>;
}

/** A past conversation, as much of it as a rule asks about. */
export interface Past {
  /** In order. */
  said: PastWords[];
  /** When it was closed, or now, ISO 8601. */
  until: string;
  facts: Pick<RuleFacts, 'subject' | 'tags' | 'addresses'>;
}

/** When a rule would have run, oldest first, ISO 8601. Tags are those that it has now. */
export function runsIn(
  { said, until, facts }: Past,
  { when, conditions }: { when: RuleWhen; conditions: RuleCondition[] },
): string[] {
  const fits = (words: PastWords | undefined) =>
    words !== undefined && holdsAll(conditions, { ...facts, ...words.facts });
  if (when.kind !== 'untouched')
    return said.filter((words, index) => momentIs(when.kind, said, index) && fits(words)).map(({ at }) => at);
  return said.flatMap((words, index) => {
    const due = Date.parse(words.at) + when.hours * HOUR_MS;
    const next = Date.parse(said[index + 1]?.at ?? until);
    const before = said.slice(0, index + 1);
    const status = before.findLast(({ by }) => by !== 'note')?.by === 'customer' ? 'open' : 'waiting';
    const last = before.findLast(({ by }) => by === 'customer');
    return due <= next && isOwed(status, when.owedBy) && fits(last) ? [new Date(due).toISOString()] : [];
  });
}

const HOUR_MS = 3_600_000;

function momentIs(kind: 'new' | 'customerAnswered', said: PastWords[], index: number): boolean {
  if (said[index]?.by !== 'customer') return false;
  const isFirst = said.slice(0, index).every(({ by }) => by === 'note');
  return isFirst === (kind === 'new');
}
