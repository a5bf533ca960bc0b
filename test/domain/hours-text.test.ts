import { expect, it } from 'vitest';
import { readHours, writeHours, type HoursText } from '../../domain/project/hours-text.ts';

const text: HoursText = {
  ...{ monday: '9-17', tuesday: '9-12, 13-17', wednesday: '', thursday: 'closed', friday: '0-24' },
  ...{
    saturday: '',
    sunday: '',
    timeZone: 'Europe/Berlin',
    holidays: '2026-12-25\n\n2026-01-01, 2026-12-25',
  },
};

it('reads what it has written', () => {
  const read = readHours(text);
  if (!('hours' in read)) throw new Error(read.problem);
  expect(read.hours.week.tuesday).toEqual([
    { from: '09:00', until: '12:00' },
    { from: '13:00', until: '17:00' },
  ]);
  expect(read.hours.holidays).toEqual(['2026-01-01', '2026-12-25']);
  expect(readHours(writeHours(read.hours))).toEqual(read);
});

it.each([
  ['timeZone', { timeZone: 'Mars/Olympus' }],
  ['timeZone', { timeZone: '' }],
  ['friday', { friday: '17-9' }],
  ['holidays', { holidays: '2026-02-30' }],
  ['holidays', { holidays: '25.12.2026' }],
] as const)('says of %s what is wrong with it', (field, wrong) => {
  const read = readHours({ ...text, ...wrong });
  expect('field' in read && read.field).toBe(field);
});
