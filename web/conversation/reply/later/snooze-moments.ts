import type { PickerOption } from '../../../design/picker/option.ts';
import { momentWords } from '../../../triage/moment-words.ts';

/** When an office day begins, and when the rest of one is over: hours of the agent's own clock. */
const MORNING = 9;
const LATER_HOURS = 3;
const EVENING = 18;

/** ISO 8601, or null: until the customer answers. */
export type SnoozeUntil = string | null;

/** The likely answers, the likeliest first. `now` is in milliseconds. */
export function snoozeOptions(now: number): PickerOption<SnoozeUntil>[] {
  const today = new Date(now);
  const later = new Date(now + LATER_HOURS * 3_600_000);
  later.setMinutes(0, 0, 0);
  const isToday = later.getDate() === today.getDate() && later.getHours() <= EVENING;
  const toMonday = (8 - today.getDay()) % 7 || 7;
  const moments: [string, Date][] = [
    ...(isToday ? [['Later today', later] as [string, Date]] : []),
    ['Tomorrow', morning(today, 1)],
    ['In three days', morning(today, 3)],
    ['Next week', morning(today, toMonday)],
  ];
  return [
    ...moments.map(([words, at]) => ({
      ...{ words, value: at.toISOString(), icon: 'clock' as const },
      hint: momentWords(at.toISOString(), now),
    })),
    { words: 'Until the customer answers', value: null, icon: 'chat' },
  ];
}

function morning(from: Date, days: number): Date {
  const at = new Date(from);
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at;
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
const AMOUNT = /^(?:in\s+)?(\d{1,3})\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)$/i;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY =
  /^(?:on\s+)?(tomorrow|today|sun|mon|tue|wed|thu|fri|sat)[a-z]*(?:\s+(?:at\s+)?(\d{1,2})(?::(\d{2}))?\s*(am|pm)?)?$/i;

/** What somebody typed: `in 3 days`, `2h`, `thu 9`, `tomorrow 14:30`; null where it says no moment to come. */
export function typedMoment(typed: string, now: number): string | null {
  const amount = AMOUNT.exec(typed.trim());
  if (amount) {
    const unit = UNITS[(amount[2] ?? '').charAt(0).toLowerCase() as keyof typeof UNITS];
    return Number(amount[1]) > 0 ? new Date(now + Number(amount[1]) * unit).toISOString() : null;
  }
  const day = DAY.exec(typed.trim());
  if (!day) return null;
  const [, name = '', hours, minutes = '0', half] = day;
  const at = new Date(now);
  at.setDate(at.getDate() + daysUntil(name.toLowerCase(), at));
  at.setHours(hours === undefined ? MORNING : hourOf(Number(hours), half), Number(minutes), 0, 0);
  if (at.getTime() <= now && DAYS.includes(name.toLowerCase())) at.setDate(at.getDate() + 7);
  return at.getTime() > now ? at.toISOString() : null;
}

function daysUntil(name: string, from: Date): number {
  if (name === 'today') return 0;
  if (name === 'tomorrow') return 1;
  return (DAYS.indexOf(name) - from.getDay() + 7) % 7;
}

const hourOf = (hour: number, half: string | undefined) =>
  half ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour;
