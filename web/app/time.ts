const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A customer notices waiting after the first, and gives up around the second. */
const LATE_AFTER_MS = 10 * MINUTE;
const VERY_LATE_AFTER_MS = HOUR;

/** `now`, `5 min`, `3 h`, `2 d`: the largest whole unit that passed. Times are ISO 8601, `now` is in milliseconds. */
export function elapsed(since: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(since));
  if (ms < MINUTE) return 'now';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}

/** How long ago, for a list: relative for a day, then the date. */
export function listTime(at: string, now: number): string {
  return now - Date.parse(at) < DAY ? elapsed(at, now) : shortDate(at, now);
}

export function waiting(
  since: string,
  now: number,
): { words: string; urgency: 'fresh' | 'late' | 'veryLate' } {
  const ms = now - Date.parse(since);
  const urgency = ms >= VERY_LATE_AFTER_MS ? 'veryLate' : ms >= LATE_AFTER_MS ? 'late' : 'fresh';
  const span = elapsed(since, now);
  return { urgency, words: span === 'now' ? 'just asked' : `waits ${span}` };
}

/** The day as a heading of a transcript. */
export function dayName(at: string, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(Date.parse(at))) / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const year = sameYear(at, now) ? {} : { year: 'numeric' as const };
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** The local calendar day, for comparing. */
export const dayOf = (at: string) => startOfDay(Date.parse(at));

export const clockTime = (at: string) => format(at, { hour: 'numeric', minute: '2-digit' });

export const exactTime = (at: string) => format(at, { dateStyle: 'full', timeStyle: 'long' });

/** The visitor's clock now; null for a zone that this browser does not know. */
export function timeIn(timeZone: string, now: number): string | null {
  try {
    return format(new Date(now).toISOString(), {
      weekday: 'short',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    });
  } catch {
    return null;
  }
}

export function shortDate(at: string, now: number): string {
  const year = sameYear(at, now) ? {} : { year: 'numeric' as const };
  return format(at, { day: 'numeric', month: 'short', ...year });
}

const sameYear = (at: string, now: number) => new Date(at).getFullYear() === new Date(now).getFullYear();

const startOfDay = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

function format(at: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, options).format(new Date(at));
}

/** The local day of a moment, as a field for dates has it: `2026-03-29`. */
export function localDay(at: string): string {
  const { year, month, day } = Object.fromEntries(
    new Intl.DateTimeFormat('en', { year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day}`;
}

/** The moment a local day begins (`2026-03-29`), `days` later, ISO 8601; undefined for no day. */
export function dayBegins(day: string, days = 0): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + days).toISOString();
}
