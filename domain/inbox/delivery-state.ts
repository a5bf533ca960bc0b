import type { DeliveryState } from '../message.ts';

/** What only the provider's own events say, in the order in which a later one replaces an earlier one. */
const ORDER: readonly DeliveryState[] = ['delivered', 'bounced', 'complained'];

/** States in which the sender may still write what it learnt; from the others on, only the provider's events do. */
export const UNSETTLED = ['pending', 'sending', 'unknown'] as const satisfies DeliveryState[];

/**
 * The state that reported leads to; null when it changes nothing. News never moves a delivery backwards: a late `delivered`
 * does not undo a bounce. `failed` is the sender giving up: nobody knows what became of a mail that may have been taken.
 */
export function stateAfterEvent(from: DeliveryState, reported: DeliveryState): DeliveryState | null {
  if (reported !== 'failed') return ORDER.indexOf(reported) > ORDER.indexOf(from) ? reported : null;
  if (!UNSETTLED.some((state) => state === from)) return null;
  return from === 'pending' ? 'failed' : 'unknown';
}

/** Of a mail that may have been taken, when nobody asks any longer. */
export const NEVER_SAID = 'The mail provider never said whether it took this email.';

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

/**
 * How long after somebody spoke a first try is ordinary, in milliseconds: above the longest hold of a reply (two minutes) and a slow
 * answer of the assistant with its retries.
 */
const ORDINARY_MS = 600_000;

/**
 * Whether a mail may have left although its row says that nobody tried: the tables may have been set back to an earlier point in
 * time, after which everything since happens a second time. What was said after this process began cannot have been mailed
 * before that; what is older may, and so may what comes remarkably late.
 * @param cause when the words were said that led to it.
 */
export function mayHaveLeft(cause: Date, { since, now }: { since: number; now: number }): boolean {
  return cause.getTime() < since || now - cause.getTime() > ORDINARY_MS;
}
