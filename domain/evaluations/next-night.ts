import { Temporal } from 'temporal-polyfill';

/** Most people sleep, and what changed during the day has settled. */
const AT = '03:00';

/** @returns the next three o'clock in the morning there, ISO 8601. */
export function nextNight(after: string, timeZone: string): string {
  const now = Temporal.Instant.from(after).toZonedDateTimeISO(timeZone);
  const night = (days: number) =>
    now.toPlainDate().add({ days }).toZonedDateTime({ timeZone, plainTime: AT });
  const today = night(0);
  return (Temporal.ZonedDateTime.compare(today, now) > 0 ? today : night(1)).toInstant().toString();
}
