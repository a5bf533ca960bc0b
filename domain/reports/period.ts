import { Temporal } from 'temporal-polyfill';

/** Days of a project's calendar, both counted, as `2026-11-29`. */
export interface Days {
  from: string;
  to: string;
}

/** A period in moments (ISO 8601, its end not counted), and as long a one right before it to compare with. */
export interface Period {
  timeZone: string;
  before: string;
  from: string;
  until: string;
  days: Days;
  daysBefore: Days;
}

/** Two years say what a project is like; more is an archive's question. */
export const MOST_DAYS = 731;

export function daysIn({ from, to }: Days): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days + 1;
}

/** A day that is 23 or 25 hours long is one day. */
export function periodOf(days: Days, timeZone: string): Period {
  const first = Temporal.PlainDate.from(days.from);
  const length = daysIn(days);
  const begin = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant().toString();
  const before = first.subtract({ days: length });
  return {
    timeZone,
    before: begin(before),
    from: begin(first),
    until: begin(first.add({ days: length })),
    days,
    daysBefore: { from: before.toString(), to: first.subtract({ days: 1 }).toString() },
  };
}
