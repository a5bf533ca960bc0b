import type { DeliveryState } from './message.ts';

/** What only the provider's own events say, in the order in which a later one replaces an earlier one. */
const NEWS: readonly DeliveryState[] = ['delivered', 'bounced', 'complained'];

/**
 * News never moves a delivery backwards: a late `delivered` does not undo a bounce. `failed` is the sender giving up,
 * which says nothing about a mail that may have been taken.
 */
export function newsChanges(from: DeliveryState, to: DeliveryState): boolean {
  if (to === 'failed') return from === 'pending';
  return NEWS.indexOf(to) > NEWS.indexOf(from);
}

/** States in which the sender may still write what it learnt; from the others on, only the provider's events do. */
export const UNSETTLED = ['pending', 'sending', 'unknown'] as const satisfies DeliveryState[];

/**
 * How long after a send without an answer the provider's index is asked, in milliseconds since that send. How soon
 * Postmark finds a mail is not documented; its events arrive meanwhile. Only after the last one may a mail be sent again.
 */
export const LOOKUPS_MS = [15_000, 60_000, 180_000, 600_000] as const;

/** Milliseconds until the next look-up; null when the last one was due. */
export function untilNextLookup(elapsedMs: number, schedule: readonly number[]): number | null {
  const next = schedule.find((due) => due > elapsedMs);
  return next === undefined ? null : next - elapsedMs;
}
