import type { OwedBy, RulesState, UpcomingRule, WaitingRule } from '../rule-event.ts';
import type { Status } from '../standing.ts';

interface Known {
  status: Status;
  isMerged: boolean;
  isSpam: boolean;
}

/** The rules that run by themselves, the soonest first. */
export function upcomingRules(
  { since, waiting, done }: Pick<RulesState, 'since' | 'waiting' | 'done'>,
  { status, isMerged, isSpam }: Known,
): UpcomingRule[] {
  if (since === null || isMerged || isSpam) return [];
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
