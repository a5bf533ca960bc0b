import type { Batch } from '../conversation/batch.ts';
import type { Entry } from '../conversation/entry.ts';
import type { Merged } from '../conversation/merged.ts';
import type { RuleId } from '../ids.ts';
import type { Status } from '../standing.ts';
import type { WaitingRule } from './planned.ts';
import type { OwedBy } from './rule.ts';
import type { RulesState } from './rules-state.ts';

/** A rule that runs at a moment (ISO 8601) if nobody touches the conversation before. */
export interface UpcomingRule {
  id: RuleId;
  name: string;
  at: string;
}

/** When somebody touched the conversation last in what is recorded; null: nobody did. What rules and timers do counts for nothing. */
export function touchedAt({ entries, arriving }: Pick<Batch, 'entries' | 'arriving'>): string | null {
  const arrived = arriving.findLast(({ writtenAt }) => writtenAt)?.writtenAt ?? null;
  return entries.findLast(isTouch)?.at ?? arrived;
}

function isTouch({ author, event }: Entry): boolean {
  if (event?.kind === 'snoozeEnded') return true;
  return author.by !== 'system' && event?.kind !== 'ruleCancelled' && event?.kind !== 'rated';
}

interface Known {
  status: Status;
  merged: Merged | null;
  isSpam: boolean;
}

/** The rules that run by themselves, the soonest first. */
export function upcomingRules(
  { since, waiting, done }: Pick<RulesState, 'since' | 'waiting' | 'done'>,
  { status, merged, isSpam }: Known,
): UpcomingRule[] {
  if (since === null || merged || isSpam) return [];
  return waiting
    .filter(({ id, owedBy }) => !done.includes(id) && isOwed(status, owedBy))
    .map(({ id, name, ms }) => ({ id, name, at: untouchedUntil(since, ms) }))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What is closed or snoozed waits for nobody. */
export function isOwed(status: Status, owedBy: OwedBy): boolean {
  if (status === 'open') return owedBy !== 'customer';
  return status === 'waiting' && owedBy !== 'team';
}

const untouchedUntil = (since: string, ms: number): string => new Date(Date.parse(since) + ms).toISOString();

/** Those whose time is over. */
export const isDue = ({ ms }: Pick<WaitingRule, 'ms'>, since: string, now: string): boolean =>
  Date.parse(since) + ms <= Date.parse(now);
