const UNITS: Record<string, string> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A rule of RFC 5545, 3.3.10, as far as a person needs it: how often, and until when. Empty for any other. */
export function repeatWords(rule: string): string {
  const part = (name: string) => new RegExp(`[:;]${name}=([\\w,+-]{1,40})`, 'i').exec(rule)?.[1] ?? '';
  const unit = UNITS[part('FREQ').toUpperCase()];
  if (!unit) return '';
  const every = Number(part('INTERVAL')) || 1;
  const often = every === 1 ? `every ${unit}` : `every ${every} ${unit}s`;
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)/.exec(part('UNTIL')) ?? [];
  const until = year ? `, until ${DAY.format(Date.UTC(Number(year), Number(month) - 1, Number(date)))}` : '';
  const times = Number(part('COUNT')) > 0 ? `, ${Number(part('COUNT'))} times` : '';
  return often + until + times;
}
