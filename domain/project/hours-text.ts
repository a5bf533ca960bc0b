import { WEEKDAYS, type Weekday } from './weekday.ts';
import type { BusinessHours } from './business-hours.ts';
import { readSpans, writeSpans } from './open-spans.ts';

/** Business hours as the settings' page writes them, and as the audit log keeps them: text for each field. */
export type HoursText = Record<Weekday, string> & {
  timeZone: string;
  /** One day a line, ISO 8601. */
  holidays: string;
};

export type HoursReading =
  { hours: BusinessHours } | { field: Weekday | 'timeZone' | 'holidays'; problem: string };

export function writeHours({ timeZone, week, holidays }: BusinessHours): HoursText {
  const days = Object.fromEntries(WEEKDAYS.map((day) => [day, writeSpans(week[day])]));
  return { timeZone, ...(days as Record<Weekday, string>), holidays: holidays.join('\n') };
}

/** Reads them, or says of the first field that is wrong what is. */
export function readHours(text: HoursText): HoursReading {
  if (!isTimeZone(text.timeZone))
    return { field: 'timeZone', problem: 'Choose a time zone such as Europe/Berlin.' };
  const week: Partial<BusinessHours['week']> = {};
  for (const day of WEEKDAYS) {
    const read = readSpans(text[day]);
    if ('problem' in read) return { field: day, problem: read.problem };
    week[day] = read.spans;
  }
  const holidays = [...new Set(text.holidays.split(/[\n,]/).flatMap((line) => line.trim() || []))].sort();
  const wrong = holidays.find((day) => !isDay(day));
  if (wrong) return { field: 'holidays', problem: `“${wrong}”: write a day like 2026-12-25.` };
  return { hours: { timeZone: text.timeZone, week: week as BusinessHours['week'], holidays } };
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
