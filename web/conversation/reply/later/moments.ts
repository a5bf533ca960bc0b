import { clockTime, dayName } from '../../../app/time.ts';

/** A moment that a reply is likely to be kept for. */
export interface LikelyMoment {
  name: string;
  /** ISO 8601. */
  at: string;
}

const MORNING = 9;
const EVENING = 17;
const MINUTE = 60_000;
/** Nobody chooses a moment that comes before they have done so. */
const SOON_MS = 30 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/**
 * In the agent's own hours, and, where the customer's clock is known and shows another time, in theirs: the next of their
 * mornings.
 */
export function likelyMoments(now: number, timeZone: string | null): LikelyMoment[] {
  const later = atHour(now, 0, EVENING);
  const monday = (8 - new Date(now).getDay()) % 7 || 7;
  const theirs = timeZone && theirMorning(now, timeZone);
  const own = [
    ...(later - now > SOON_MS ? [{ name: 'Later today', at: later }] : []),
    { name: 'Tomorrow', at: atHour(now, 1, MORNING) },
    { name: 'Next week', at: atHour(now, monday, MORNING) },
  ];
  const different = theirs && own.every(({ at }) => at !== theirs);
  const all = [{ name: 'In an hour', at: now + 60 * MINUTE }, ...own];
  if (different) all.splice(1, 0, { name: 'In their morning', at: theirs });
  return all.map(({ name, at }) => ({ name, at: new Date(at).toISOString() }));
}

/** "Today, 17:00", "Monday 7 December, 09:00". */
export const momentWords = (at: string, now: number): string => `${dayName(at, now)}, ${clockTime(at)}`;

/** What a field for a local date and time holds, as a moment; null: none, or one that has passed. */
export function chosenMoment(value: string, now: number): string | null {
  const at = Date.parse(value);
  return Number.isNaN(at) || at <= now ? null : new Date(at).toISOString();
}

function atHour(now: number, days: number, hour: number): number {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  return at.setHours(hour, 0, 0, 0);
}

/** The next nine o'clock on their clock, to the minute of its offset today. */
function theirMorning(now: number, timeZone: string): number | null {
  const offset = offsetOf(now, timeZone);
  if (offset === null) return null;
  const local = now + offset;
  const today = Math.floor(local / DAY) * DAY + MORNING * 60 * MINUTE;
  const next = today > local + SOON_MS ? today : today + DAY;
  return next - offset;
}

/** How far a zone is ahead of UTC, in milliseconds; null for a zone that this browser does not know. */
function offsetOf(now: number, timeZone: string): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    }).formatToParts(now);
    const of = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(of['year'] ?? 0, (of['month'] ?? 1) - 1, of['day'], of['hour'], of['minute']);
    return local - Math.floor(now / MINUTE) * MINUTE;
  } catch {
    return null;
  }
}
