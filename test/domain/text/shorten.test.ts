import { describe, expect, it } from 'vitest';
import { readEscalation } from '../../../activities/assistant/model/escalate-tool.ts';
import { toMailEvent } from '../../../api/mail/provider/postmark-event.ts';
import { readBounceReport } from '../../../domain/mail/bounce-report.ts';
import { siblingId, newId } from '../../../domain/ids.ts';
import { headerText } from '../../../domain/mail/address/mail-address.ts';
import { previewOf } from '../../../domain/text/preview.ts';
import { beforeCut, shorten } from '../../../domain/text/shorten.ts';

const HALF = /\p{Surrogate}/u;
const BICYCLE = '🚲';
const FAMILY = '👩‍👩‍👧';

describe('a shortened text', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly', 7, 'exactly'],
    [`abc${BICYCLE}`, 4, 'abc'],
    [`abc${BICYCLE}d`, 5, `abc${BICYCLE}`],
    [`abc${FAMILY}d`, 6, 'abc'],
    ['ab🇫🇷🇩🇪', 5, 'ab'],
    ['cafe\u0301', 4, 'caf'],
    ['ab\r\ncd', 3, 'ab'],
    ['anything', 0, ''],
  ])('%j of at most %i units is %j', (text, length, short) => {
    expect(shorten(text, length)).toBe(short);
  });

  it('stays near its length however long one character is', () => {
    const zalgo = `a${'\u0301'.repeat(10_000)}`;
    expect(shorten(zalgo, 5_000).length).toBeGreaterThan(4_900);
    expect(shorten(FAMILY, 2)).toBe('👩');
  });

  it('never ends in half a character, wherever it is cut', () => {
    const text = `a${BICYCLE}b${FAMILY}c${BICYCLE.repeat(40)}`;
    for (let length = 0; length <= text.length; length++) {
      expect(shorten(text, length)).not.toMatch(HALF);
      expect(shorten(text, length).length).toBeLessThanOrEqual(length);
    }
  });
});

describe('whatever shortens words', () => {
  const long = (before: number) => `${'x'.repeat(before)}${BICYCLE.repeat(300)}`;

  it.each([298, 299, 300])('leaves whole characters behind when they begin at %i', (at) => {
    const report = readBounceReport([`Status: 5.1.1\r\nDiagnostic-Code: smtp; ${long(at)}`]);
    const reason = readEscalation({ name: 'escalate', arguments: JSON.stringify({ reason: long(at) }) });
    const event = toMailEvent({
      RecordType: 'Bounce',
      Type: 'HardBounce',
      Description: long(at + 200),
      Metadata: { delivery: siblingId('dlv', newId('msg')) },
    });
    for (const words of [
      report.words,
      reason,
      event?.detail,
      headerText(long(at), 300),
      previewOf(long(at), 300),
    ])
      expect(words).not.toMatch(HALF);
  });
});

it.each([
  ['user \ud83d', 'user '],
  ['user \ufffd\ufffd', 'user '],
  ['user 🚲🚲', 'user 🚲🚲'],
  ['user 🚲\ud83d\0', 'user 🚲'],
])('leaves off the half of a character that somebody else left: %j', (cut, whole) => {
  expect(beforeCut(cut)).toBe(whole);
});
