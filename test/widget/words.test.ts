import { expect, it } from 'vitest';
import { announcementOf } from '../../widget/chat/announcement.ts';
import { isRtl } from '../../widget/page/launch.ts';
import { sayMoment } from '../../widget/page/timestamp.ts';
import { textsFor } from '../../widget/page/texts.ts';

const texts = textsFor('en');
const now = Date.parse('2026-03-10T12:00:00Z');
const say = (at: string, timeZone = 'UTC') => sayMoment(at, { now, locale: 'en-GB', texts, timeZone });

it('says moments as a person would', () => {
  expect(say('2026-03-10T11:59:30Z')).toBe('just now');
  expect(say('2026-03-10T09:05:00Z')).toBe('9:05');
  expect(say('2026-03-09T09:05:00Z')).toBe('Yesterday 9:05');
  expect(say('2026-03-01T09:05:00Z')).toBe('1 Mar, 9:05');
});

it('says them in the visitor’s own time zone', () => {
  expect(say('2026-03-09T23:05:00Z', 'Asia/Tokyo')).toBe('8:05');
});

it('survives a locale that does not exist', () => {
  expect(sayMoment('2026-03-10T09:05:00Z', { now, locale: 'no such', texts, timeZone: 'UTC' })).toContain(
    '9:05',
  );
  expect(textsFor('xx-YY')).toBe(texts);
});

it('knows which languages are written from right to left', () => {
  expect(['ar', 'he-IL', 'fa', 'en', 'arn', 'de-AT'].map(isRtl)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('announces a finished answer in plain words, once, and nothing the visitor said', () => {
  const common = {
    id: 'msg_1',
    seq: 1,
    revision: 1,
    channel: 'widget',
    citations: [],
    files: [],
    event: null,
    at: '',
  } as const;
  const news = [
    { ...common, author: { by: 'customer' }, text: 'Hi' },
    {
      ...common,
      author: { by: 'agent', name: 'Ana' },
      text: '**Yes**, see\n\n- [one](https://a.example)\n- two',
    },
    { ...common, author: { by: 'system' }, text: '', event: { kind: 'closed' } },
  ] as const;
  expect(
    announcementOf(
      news.map((message) => ({ ...message, citations: [], files: [] })),
      texts,
    ),
  ).toBe('Ana: Yes, see one. two. This conversation was closed.');
});
