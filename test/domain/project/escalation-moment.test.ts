import { expect, it } from 'vitest';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import { escalatesAgainAt } from '../../../domain/project/escalation-moment.ts';

const day = [{ from: '09:00', until: '17:00' }];
const office: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [] },
    sunday: [{ from: '00:00', until: '24:00' }],
  },
  holidays: ['2026-10-05'],
};

it.each([
  ['while people are there', '2026-06-01T08:00:00Z', '2026-06-01T08:30:00Z'],
  ['over the night', '2026-06-01T14:50:00Z', '2026-06-02T07:20:00Z'],
  ['past a holiday', '2026-10-04T21:45:00Z', '2026-10-06T07:15:00Z'],
  ['in the hour that summer time leaves out', '2026-03-29T00:45:00Z', '2026-03-29T01:15:00Z'],
])('counts %s', (_, since, moment) => {
  expect(escalatesAgainAt({ businessHours: office, escalateAgainMinutes: 30 }, since)).toBe(moment);
});

it('counts every minute where people keep no hours, and none where nobody wants it or is ever there', () => {
  const since = '2026-06-06T08:00:00.000Z';
  expect(escalatesAgainAt({ businessHours: null, escalateAgainMinutes: 30 }, since)).toBe(
    '2026-06-06T08:30:00.000Z',
  );
  expect(escalatesAgainAt({ businessHours: office, escalateAgainMinutes: null }, since)).toBeNull();
  const nobody = Object.fromEntries(Object.keys(office.week).map((name) => [name, []]));
  const closed = { ...office, week: nobody as unknown as BusinessHours['week'] };
  expect(escalatesAgainAt({ businessHours: closed, escalateAgainMinutes: 30 }, since)).toBeNull();
});
