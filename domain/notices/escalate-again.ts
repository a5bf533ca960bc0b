/** A conversation waits for somebody, and everybody is told once more when nobody takes it. */
export interface EscalateAgain {
  /** Since when it waits, ISO 8601. */
  since: string;
  /** When it is escalated again; null: it was. */
  at: string | null;
}

/**
 * The wait after something that calls for somebody was recorded. An escalation begins one, a customer's further words only where
 * there is none: whoever keeps writing is not heard later for it.
 * @param due by the project's hours; null: nobody wants it.
 */
export function waitAfter(
  wait: EscalateAgain | null,
  { isEscalated, at, due }: { isEscalated: boolean; at: string; due: string | null },
): EscalateAgain | null {
  if (wait && !isEscalated) return wait;
  return due === null ? null : { since: at, at: due };
}

/** The wait at its moment, by the hours as they are by now: over, later, or ended because nobody wants it any more. */
export function waitWhenDue(
  { since }: EscalateAgain,
  { now, due }: { now: string; due: string | null },
): EscalateAgain | null {
  if (due === null) return null;
  return { since, at: Date.parse(due) > Date.parse(now) ? due : null };
}

/** Hours that are changed to earlier ones count after this, however far away the old moment is. In milliseconds. */
const LONGEST_REST = 6 * 3_600_000;

/** How long to rest before the hours are asked again, in milliseconds. */
export const restBefore = (at: string, now: number): number =>
  Math.min(LONGEST_REST, Math.max(1, Date.parse(at) - now));
