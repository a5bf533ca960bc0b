import { Temporal } from 'temporal-polyfill';

/** When somebody wants to be left alone, every day in their own clock. `from` after `until` lasts over midnight. */
export interface QuietHours {
  /** `22:00` */
  from: string;
  until: string;
  /** IANA, such as `Europe/Berlin`. */
  timeZone: string;
}

/**
 * When quiet hours that hold at a moment end, ISO 8601; null when none hold. A clock that is put forward skips an edge to the
 * next time there is; one that is put back takes the first.
 */
export function quietUntil({ from, until, timeZone }: QuietHours, at: string): string | null {
  const moment = Temporal.Instant.from(at);
  const today = moment.toZonedDateTimeISO(timeZone).toPlainDate();
  const instant = (day: Temporal.PlainDate, plainTime: string) =>
    day.toZonedDateTime({ timeZone, plainTime }).toInstant();
  for (const begins of [today.subtract({ days: 1 }), today]) {
    const ends = from < until ? begins : begins.add({ days: 1 });
    const end = instant(ends, until);
    const hasBegun = Temporal.Instant.compare(instant(begins, from), moment) <= 0;
    if (from !== until && hasBegun && Temporal.Instant.compare(moment, end) < 0) return end.toString();
  }
  return null;
}
