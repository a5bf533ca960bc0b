const DAY = 24 * 3_600_000;

/**
 * A moment to come or just past, as a person says it: `14:30` today, `tomorrow 09:00`, `Monday 09:00` within a week, `24 Dec 09:00` beyond.
 * ISO 8601; `now` is in milliseconds.
 */
export function momentWords(at: string, now: number): string {
  const days = Math.round((startOfDay(Date.parse(at)) - startOfDay(now)) / DAY);
  const time = format(at, { hour: 'numeric', minute: '2-digit' });
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  if (days > 1 && days < 7) return `${format(at, { weekday: 'long' })} ${time}`;
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const };
  return `${format(at, { day: 'numeric', month: 'short', ...year })} ${time}`;
}

export const untilWords = (until: string | null, now: number): string =>
  until === null ? 'the customer answers' : momentWords(until, now);

const startOfDay = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

const format = (at: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, options).format(new Date(at));
