import { describe, expect, it } from 'vitest';
import type { AgentId } from '../../../domain/ids.ts';
import { FOREVER, hearersOf, isHeardAloud, type Member } from '../../../domain/notices/hearers.ts';
import { quietUntil } from '../../../domain/notices/quiet-hours.ts';

const agentId: AgentId = 'agt_ana0000000000000';
const NIGHT = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin' };
const NOON = '2026-06-01T10:00:00Z';
const MIDNIGHT = '2026-06-01T22:30:00Z';
const MORNING = '2026-06-02T05:00:00Z';

const ana: Member = {
  agentId,
  ...{ hears: true, roads: { mail: true, push: true, sound: true } },
  ...{ quiet: null, awayUntil: null, hasRead: false },
};
const onlySound = { mail: false, push: false, sound: true };

const told = { agentId, mail: true, push: true };

it.each([
  ['a member who set nothing', {}, NOON, [told], null],
  [
    'one who wants browsers alone',
    { roads: { mail: false, push: true, sound: true } },
    NOON,
    [{ ...told, mail: false }],
    null,
  ],
  ['one who wants a sound alone', { roads: onlySound }, NOON, [], null],
  ['one who hears of nothing', { hears: false }, NOON, [], null],
  ['one who has read it', { hasRead: true }, NOON, [], null],
  ['one who is away', { awayUntil: '2026-06-08T00:00:00Z' }, NOON, [], null],
  ['one who is back', { awayUntil: '2026-05-01T00:00:00Z' }, NOON, [told], null],
  ['one who is away until they say otherwise', { awayUntil: FOREVER }, NOON, [], null],
  ['one whose night it is', { quiet: NIGHT }, MIDNIGHT, [], MORNING],
  ['one whose night is over', { quiet: NIGHT }, MORNING, [told], null],
  ['one who is away at night', { quiet: NIGHT, awayUntil: FOREVER }, MIDNIGHT, [], null],
])('of %s', (_, settings: Partial<Member>, at, now, againAt) => {
  expect(hearersOf([{ ...ana, ...settings }], at)).toEqual({ now, againAt });
});

it('asks again when the first of several quiet ones wakes up', () => {
  const tokyo = { from: '22:00', until: '08:00', timeZone: 'Asia/Tokyo' };
  const team = [{ ...ana, quiet: NIGHT }, { ...ana, quiet: tokyo }, ana];
  expect(hearersOf(team, '2026-06-01T22:30:00Z')).toEqual({ now: [told], againAt: '2026-06-01T23:00:00Z' });
});

it('makes a sound for whoever wants one, is neither quiet nor away', () => {
  expect(isHeardAloud(ana, NOON)).toBe(true);
  expect(isHeardAloud({ ...ana, quiet: NIGHT }, MIDNIGHT)).toBe(false);
  expect(isHeardAloud({ ...ana, awayUntil: FOREVER }, NOON)).toBe(false);
  expect(isHeardAloud({ ...ana, roads: { ...ana.roads, sound: false } }, NOON)).toBe(false);
});

describe('quiet hours', () => {
  it.each([
    ['before them', NIGHT, '2026-06-01T19:59:59Z', null],
    ['at their first moment', NIGHT, '2026-06-01T20:00:00Z', MORNING],
    ['after midnight', NIGHT, MIDNIGHT, MORNING],
    ['at their last moment', NIGHT, MORNING, null],
    [
      'of a noon',
      { ...NIGHT, from: '12:00', until: '13:00' },
      '2026-06-01T10:30:00Z',
      '2026-06-01T11:00:00Z',
    ],
    ['of no length', { ...NIGHT, from: '09:00', until: '09:00' }, NOON, null],
    ['in winter', NIGHT, '2026-01-01T22:30:00Z', '2026-01-02T06:00:00Z'],
    ['in the night of the change to summer time', NIGHT, '2026-03-28T23:30:00Z', '2026-03-29T05:00:00Z'],
    ['in the night of the change to winter time', NIGHT, '2026-10-24T21:30:00Z', '2026-10-25T06:00:00Z'],
    // 02:30 does not exist in that night, and is 03:30.
    [
      'that end in the hour that is left out',
      { ...NIGHT, until: '02:30' },
      '2026-03-29T00:59:00Z',
      '2026-03-29T01:30:00Z',
    ],
  ])('%s', (_, hours, at, until) => expect(quietUntil(hours, at)).toBe(until));
});
