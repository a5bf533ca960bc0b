import { describe, expect, it } from 'vitest';
import {
  afterOpenMinutes,
  isOpenAt,
  opensAt,
  type BusinessHours,
  type OpenSpan,
} from '../../domain/project/business-hours.ts';

const weekOf = (day: OpenSpan[], weekend: OpenSpan[] = []): BusinessHours['week'] => ({
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  ...{ saturday: weekend, sunday: weekend },
});
const office: BusinessHours = {
  timeZone: 'Europe/Berlin',
  week: weekOf([
    { from: '13:00', until: '17:00' },
    { from: '09:00', until: '12:00' },
  ]),
  holidays: ['2026-12-25'],
};

describe('people', () => {
  it.each([
    ['before they open', '2026-11-30T07:59:59Z', false],
    ['at the minute they open', '2026-11-30T08:00:00Z', true],
    ['in their break', '2026-11-30T11:30:00Z', false],
    ['in the afternoon', '2026-11-30T15:59:59Z', true],
    ['at the minute they close', '2026-11-30T16:00:00Z', false],
    ['on a Saturday', '2026-11-28T10:00:00Z', false],
    ['on a holiday', '2026-12-25T10:00:00Z', false],
  ])('%s', (_when, at, open) => {
    expect(isOpenAt(office, at)).toBe(open);
  });

  it('are there by the clock of their own zone, in winter and in summer', () => {
    expect(isOpenAt(office, '2026-03-27T07:30:00Z')).toBe(false);
    expect(isOpenAt(office, '2026-03-30T07:30:00Z')).toBe(true);
  });
});

describe('the next opening', () => {
  it.each([
    ['is now while they are there', '2026-11-30T08:30:00Z', '2026-11-30T08:30:00Z'],
    ['is after the break', '2026-11-30T11:30:00Z', '2026-11-30T12:00:00Z'],
    ['is in the morning after a night', '2026-11-30T20:00:00Z', '2026-12-01T08:00:00Z'],
    ['is after a holiday and a weekend', '2026-12-24T20:00:00Z', '2026-12-28T08:00:00Z'],
    [
      'is an hour earlier in UTC once the clocks went forward',
      '2026-03-28T12:00:00Z',
      '2026-03-30T07:00:00Z',
    ],
  ])('%s', (_when, at, opens) => {
    expect(opensAt(office, at)).toBe(opens);
  });

  it('is not named by a team that never opens', () => {
    expect(opensAt({ ...office, week: weekOf([]) }, '2026-11-30T08:30:00Z')).toBeNull();
  });
});

describe('an hour of their time', () => {
  it.each([
    ['passes at once while they are there', '2026-11-30T08:30:00Z', '2026-11-30T09:30:00Z'],
    ['stands still in their break', '2026-11-30T10:30:00Z', '2026-11-30T12:30:00Z'],
    ['stands still over a weekend', '2026-11-27T15:40:00Z', '2026-11-30T08:40:00Z'],
    ['ends with the day when it fits exactly', '2026-11-30T15:00:00Z', '2026-11-30T16:00:00Z'],
  ])('%s', (_when, since, after) => {
    expect(afterOpenMinutes(office, since, 60)).toBe(after);
  });

  it('is a real hour in a night that has one hour less, and in one that has one more', () => {
    const always: BusinessHours = {
      ...office,
      week: weekOf([{ from: '00:00', until: '24:00' }], [{ from: '00:00', until: '24:00' }]),
    };
    expect(afterOpenMinutes(always, '2026-03-29T00:30:00Z', 60)).toBe('2026-03-29T01:30:00Z');
    expect(afterOpenMinutes(always, '2026-10-25T00:30:00Z', 60)).toBe('2026-10-25T01:30:00Z');
  });

  it('begins at the next time there is where the clock skips the opening, and at the first of two', () => {
    const night = { ...office, week: weekOf([], [{ from: '02:30', until: '04:00' }]) };
    expect(opensAt(night, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:30:00Z');
    expect(opensAt(night, '2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00Z');
  });

  it('never passes for a team that never opens', () => {
    expect(afterOpenMinutes({ ...office, week: weekOf([]) }, '2026-11-30T08:30:00Z', 60)).toBeNull();
  });
});
