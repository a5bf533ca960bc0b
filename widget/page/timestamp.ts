import type { PromisedWait } from '../../domain/project/promised-wait.ts';
import type { Texts } from './texts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const nowIso = () => new Date().toISOString();

/** A moment as a person would say it now, in their own time zone. */
export function sayMoment(
  at: string,
  { now, locale, texts, timeZone }: { now: number; locale: string; texts: Texts; timeZone?: string },
): string {
  const then = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions) =>
    formatIn(locale, { ...options, ...(timeZone && { timeZone }) });
  if (Math.abs(now - then.getTime()) < MINUTE_MS) return texts.justNow;
  const time = format({ hour: 'numeric', minute: '2-digit' }).format(then);
  const day = format({ dateStyle: 'short' });
  if (day.format(then) === day.format(now)) return time;
  if (day.format(then) === day.format(now - DAY_MS)) return `${texts.yesterday} ${time}`;
  const date = format({ day: 'numeric', month: 'short' }).format(then);
  return `${date}, ${time}`;
}

const WEEK_MS = 6 * DAY_MS;

/** A moment to come, as a person would name it: by its weekday within the week. */
export function sayComing(at: string, { now, locale }: { now: number; locale: string }): string {
  const then = new Date(at);
  const day: Intl.DateTimeFormatOptions =
    then.getTime() - now < WEEK_MS ? { weekday: 'long' } : { day: 'numeric', month: 'long' };
  return formatIn(locale, { ...day, hour: 'numeric', minute: '2-digit' }).format(then);
}

/** `2 hours`, in the words of a language. */
export function sayWait({ count, unit }: PromisedWait, locale: string): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  try {
    return new Intl.NumberFormat(locale, options).format(count);
  } catch {
    return new Intl.NumberFormat('en', options).format(count);
  }
}

/** A locale nobody knows is written by whoever embeds the widget; it must not break it. */
function formatIn(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}
