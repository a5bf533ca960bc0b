import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type Weekday } from './weekday.ts';

/** Of one day, in its own clock: `09:00`, `17:30`; `24:00` is its end. `until` is later than `from`. */
export interface OpenSpan {
  from: string;
  until: string;
}

/** When people of a project answer. A team that never closes has none. */
export interface BusinessHours {
  /** IANA, such as `Europe/Berlin`. */
  timeZone: string;
  /** Closed on a day that has no spans. */
  week: Record<Weekday, OpenSpan[]>;
  /** Closed the whole day, ISO 8601: `2026-12-25`. */
  holidays: string[];
}

/** Two holidays and a long weekend in a row are a week; whoever is closed longer than this has no next opening to name. */
const DAYS_AHEAD = 60;

/** Whether people answer at a moment, ISO 8601. */
export function isOpenAt(hours: BusinessHours, at: string): boolean {
  const moment = Temporal.Instant.from(at);
  return spansOn(hours, dayAt(hours, moment)).some(
    ([from, until]) => compare(from, moment) <= 0 && compare(moment, until) < 0,
  );
}

/** When people are back, ISO 8601: the moment itself while they are there; null when no day of the coming weeks is open. */
export function opensAt(hours: BusinessHours, at: string): string | null {
  const moment = Temporal.Instant.from(at);
  for (const [from, until] of spansFrom(hours, moment)) {
    if (compare(moment, until) >= 0) continue;
    return (compare(from, moment) <= 0 ? moment : from).toString();
  }
  return null;
}

/** When people are back whom nobody reaches now; null while they are there, and when nobody can say. */
export const backAt = (hours: BusinessHours, at: string): string | null =>
  isOpenAt(hours, at) ? null : opensAt(hours, at);

/** The moment when people have been there for so many minutes since another one, ISO 8601; null when they are not in the coming weeks. */
export function afterOpenMinutes(hours: BusinessHours, since: string, minutes: number): string | null {
  const start = Temporal.Instant.from(since);
  let left = minutes * 60_000;
  for (const [from, until] of spansFrom(hours, start)) {
    const begin = compare(from, start) < 0 ? start : from;
    const open = until.epochMilliseconds - begin.epochMilliseconds;
    if (open <= 0) continue;
    if (left <= open) return begin.add({ milliseconds: left }).toString();
    left -= open;
  }
  return null;
}

/** Every span in which people answer that begins on one of these days or the one before, in milliseconds since 1970, in order. */
export function spansBetween(hours: BusinessHours, from: string, until: string): [number, number][] {
  const last = dayAt(hours, Temporal.Instant.from(until));
  const spans: [number, number][] = [];
  let day = dayAt(hours, Temporal.Instant.from(from)).subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    for (const [begins, ends] of spansOn(hours, day))
      if (compare(begins, ends) < 0) spans.push([begins.epochMilliseconds, ends.epochMilliseconds]);
  return spans;
}

type Span = readonly [from: Temporal.Instant, until: Temporal.Instant];
const { compare } = Temporal.Instant;

const dayAt = ({ timeZone }: BusinessHours, moment: Temporal.Instant) =>
  moment.toZonedDateTimeISO(timeZone).toPlainDate();

function* spansFrom(hours: BusinessHours, moment: Temporal.Instant): Generator<Span> {
  const first = dayAt(hours, moment);
  for (let days = 0; days <= DAYS_AHEAD; days++) yield* spansOn(hours, first.add({ days }));
}

/** A clock that is put forward skips a span's edge to the next time there is; one that is put back takes the first. */
function spansOn({ week, holidays, timeZone }: BusinessHours, day: Temporal.PlainDate): Span[] {
  const weekday = WEEKDAYS[day.dayOfWeek - 1];
  if (!weekday || holidays.includes(day.toString())) return [];
  const instant = (time: string) =>
    (time === '24:00'
      ? day.add({ days: 1 }).toZonedDateTime(timeZone)
      : day.toZonedDateTime({ timeZone, plainTime: time })
    ).toInstant();
  return week[weekday]
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .map(({ from, until }) => [instant(from), instant(until)] as const);
}
