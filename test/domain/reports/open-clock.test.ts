import { expect, it } from 'vitest';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import { openClock, shownAt } from '../../../domain/reports/open-clock.ts';

const open = [{ from: '09:00', until: '17:00' }];
const HOURS: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: {
    monday: open,
    tuesday: open,
    wednesday: open,
    thursday: open,
    friday: open,
    saturday: [],
    sunday: [],
  },
  holidays: [],
};

const between = (from: string, until: string, hours: BusinessHours | null = HOURS) => {
  const clock = openClock(hours, '2026-03-20T00:00:00Z', '2026-04-10T00:00:00Z');
  return (shownAt(clock, Date.parse(until) / 1_000) - shownAt(clock, Date.parse(from) / 1_000)) / 3_600;
};

it('runs only while people answer, by their own clock before and after it is changed', () => {
  expect(between('2026-03-27T15:00:00Z', '2026-03-30T08:00:00Z')).toBe(2);
  expect(between('2026-03-28T00:00:00Z', '2026-03-29T23:00:00Z')).toBe(0);
  expect(between('2026-03-23T00:00:00Z', '2026-03-30T00:00:00Z')).toBe(40);
});

it('runs always for a team that never closes', () => {
  expect(between('2026-03-28T00:00:00Z', '2026-03-29T12:00:00Z', null)).toBe(36);
});
