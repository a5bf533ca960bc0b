import type { Report } from '../../domain/reports/report.ts';

/** Each day of the period, those on which nothing began too. */
export function everyDay({ days, byDay }: Report): Report['byDay'] {
  const known = new Map(byDay.map((each) => [each.day, each]));
  const all: Report['byDay'] = [];
  const at = new Date(`${days.from}T00:00:00Z`);
  for (;;) {
    const day = at.toISOString().slice(0, 10);
    if (day > days.to) return all;
    all.push(known.get(day) ?? { day, widget: 0, email: 0, firstResponse: null });
    at.setUTCDate(at.getUTCDate() + 1);
  }
}
