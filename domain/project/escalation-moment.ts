import { afterOpenMinutes, type BusinessHours } from './business-hours.ts';

/** What a project says of conversations that nobody takes. */
export interface EscalationSettings {
  businessHours: BusinessHours | null;
  /** Null: never. */
  escalateAgainMinutes: number | null;
}

const MINUTE_MS = 60_000;

/**
 * When a conversation that waits for somebody since a moment is escalated again, ISO 8601; null: never, or people are not there
 * for so long in the coming weeks. Only minutes in which people answer count.
 */
export function escalatesAgainAt(
  { businessHours, escalateAgainMinutes }: EscalationSettings,
  since: string,
  minuteMs = MINUTE_MS,
): string | null {
  if (escalateAgainMinutes === null) return null;
  const ms = escalateAgainMinutes * minuteMs;
  if (!businessHours) return new Date(Date.parse(since) + ms).toISOString();
  return afterOpenMinutes(businessHours, since, ms / MINUTE_MS);
}
