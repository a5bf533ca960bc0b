import { describe, expect, it } from 'vitest';
import { checkArrivals, type ArrivalFacts } from '../../../domain/doctor/arrival-checks.ts';
import { durationWords } from '../../../domain/doctor/duration-words.ts';
import { inboundSilence, silenceWords } from '../../../domain/doctor/inbound-silence.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-24T12:00:00Z');
const ago = (hours: number) => now - hours * HOUR;

describe('silence', () => {
  it.each([
    ['nothing left', { lastArrivalAt: ago(500), sentSince: 0, firstSentAt: null }, false],
    ['twenty replies within a day', { lastArrivalAt: ago(25), sentSince: 20, firstSentAt: ago(23) }, false],
    ['twenty replies for a day', { lastArrivalAt: ago(30), sentSince: 20, firstSentAt: ago(24) }, true],
    ['nineteen replies for two days', { lastArrivalAt: ago(50), sentSince: 19, firstSentAt: ago(48) }, false],
    ['eight replies for three days', { lastArrivalAt: ago(80), sentSince: 8, firstSentAt: ago(72) }, true],
    ['seven replies for a month', { lastArrivalAt: ago(800), sentSince: 7, firstSentAt: ago(720) }, false],
    [
      'a new installation that nobody answers',
      { lastArrivalAt: null, sentSince: 30, firstSentAt: ago(40) },
      true,
    ],
    [
      'a long quiet before a busy hour',
      { lastArrivalAt: ago(900), sentSince: 40, firstSentAt: ago(1) },
      false,
    ],
  ])('%s', (_what, traffic, alarming) => {
    expect(inboundSilence({ now, ...traffic }) !== null).toBe(alarming);
  });

  it('is said in words', () => {
    expect(silenceWords({ ms: 75 * HOUR, replies: 12 })).toBe(
      'No mail has arrived for 3 days, although 12 replies left.',
    );
  });
});

describe('what arrives', () => {
  const facts: ArrivalFacts = {
    now,
    lastArrivalAt: ago(2),
    sentSince: 1,
    firstSentAt: ago(1),
    testMail: { sentAt: now - 62_400, arrivedAt: now - 60_000, failure: null },
    waiting: { unprocessed: 0, blocked: 0 },
  };
  const find = (parts: Partial<ArrivalFacts>, id: string) =>
    checkArrivals({ ...facts, ...parts }).find((check) => check.id === id);

  it('says how long a test mail took', () => {
    expect(find({}, 'test-mail')).toMatchObject({
      status: 'good',
      detail: 'It came back through the webhook after 2.4 s.',
    });
  });
  it.each([
    ['never sent', null, 'attention'],
    ['on its way', { sentAt: now - 10_000, arrivedAt: null, failure: null }, 'attention'],
    ['lost', { sentAt: now - 150_000, arrivedAt: null, failure: null }, 'broken'],
    ['refused', { sentAt: now, arrivedAt: null, failure: 'The mail provider refused it.' }, 'broken'],
    ['old', { sentAt: ago(24 * 40), arrivedAt: ago(24 * 40), failure: null }, 'attention'],
  ])('knows a test mail that is %s', (_what, testMail, status) => {
    expect(find({ testMail }, 'test-mail')?.status).toBe(status);
  });
  it('explains mail that waits, and mail that is blocked', () => {
    expect(find({}, 'missed-mail')?.status).toBe('good');
    expect(find({ waiting: { unprocessed: 2, blocked: 1 } }, 'missed-mail')?.status).toBe('attention');
    expect(find({ waiting: { unprocessed: 0, blocked: 1 } }, 'blocked-mail')?.detail).toContain(
      'never fetched',
    );
    expect(find({ waiting: null }, 'missed-mail')).toBeUndefined();
  });
  it('raises the alarm', () => {
    const quiet = { lastArrivalAt: ago(90), sentSince: 25, firstSentAt: ago(80) };
    expect(find(quiet, 'last-arrival')?.status).toBe('broken');
    expect(find({ lastArrivalAt: null, firstSentAt: null }, 'last-arrival')?.status).toBe('attention');
  });
});

it.each([
  [400, '0.4 s'],
  [42_000, '42 s'],
  [60_000, '1 minute'],
  [47 * HOUR, '47 hours'],
  [48 * HOUR, '2 days'],
])('writes %i ms as %s', (ms, words) => expect(durationWords(ms)).toBe(words));
