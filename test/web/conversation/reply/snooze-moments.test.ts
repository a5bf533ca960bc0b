import { expect, it } from 'vitest';
import { snoozeOptions, typedMoment } from '../../../../web/conversation/reply/later/snooze-moments.ts';

/** A Wednesday. */
const noon = new Date(2026, 5, 3, 12, 10).getTime();
const at = (day: number, hour: number, minute = 0) => new Date(2026, 5, day, hour, minute).toISOString();

it.each([
  ['in 3 days', new Date(2026, 5, 6, 12, 10).toISOString()],
  ['2h', new Date(2026, 5, 3, 14, 10).toISOString()],
  ['30 min', new Date(2026, 5, 3, 12, 40).toISOString()],
  ['tomorrow', at(4, 9)],
  ['tomorrow 14:30', at(4, 14, 30)],
  ['thu 9', at(4, 9)],
  ['Friday at 4 pm', at(5, 16)],
  ['wed 9', at(10, 9)],
  ['today 17', at(3, 17)],
  ['today 9', null],
  ['0 days', null],
  ['parcel', null],
  ['', null],
])('%s is understood', (typed, expected) => {
  expect(typedMoment(typed, noon)).toBe(expected);
});

it('offers the likely moments of an office, and only those that are still to come', () => {
  const moments = (now: number) => snoozeOptions(now).map(({ words, value }) => [words, value]);
  expect(moments(noon)).toEqual([
    ['Later today', at(3, 15)],
    ['Tomorrow', at(4, 9)],
    ['In three days', at(6, 9)],
    ['Next week', at(8, 9)],
    ['Until the customer answers', null],
  ]);
  expect(moments(new Date(2026, 5, 3, 20).getTime())[0]).toEqual(['Tomorrow', at(4, 9)]);
});
