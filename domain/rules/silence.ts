import type { OwedBy, RulesState, UpcomingRule, WaitingRule } from '../rule-event.ts';
import type { Status } from '../standing.ts';

interface Known {
  status: Status;
  isMerged: boolean;
  isSpam: boolean;
}

/** The rules that run by themselves, the soonest first. */
export function upcomingRules(
  { since, waiting, done, moved }: Pick<RulesState, 'since' | 'waiting' | 'done' | 'moved'>,
  { status, isMerged, isSpam }: Known,
): UpcomingRule[] {
  if (since === null || isMerged || isSpam) return [];
  return waiting
    .filter(({ id, owedBy }) => !done.includes(id) && isOwed(status, owedBy))
    .map(({ id, name, ms }) => ({ id, name, at: moved[id] ?? untouchedUntil(since, ms) }))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What is closed or snoozed waits for nobody. */
export function isOwed(status: Status, owedBy: OwedBy): boolean {
  if (status === 'open') return owedBy !== 'customer';
  return status === 'waiting' && owedBy !== 'team';
}

const untouchedUntil = (since: string, ms: number): string => new Date(Date.parse(since) + ms).toISOString();

interface Silence {
  since: string;
  now: string;
  moved: RulesState['moved'];
}

/** Those whose time is over. */
export const isDue = ({ id, ms }: Pick<WaitingRule, 'id' | 'ms'>, { since, now, moved }: Silence): boolean =>
  Date.parse(moved[id] ?? untouchedUntil(since, ms)) <= Date.parse(now);
