import { expect, it } from 'vitest';
import { fingerprintsOf } from '../../../api/mail/judging/fingerprint.ts';
import { mailWith } from '../../domain/mail/judging/inbound-mail-fixture.ts';

const judged = { projectId: 'prj_0000000000000001', conversationId: null, quarantine: null } as const;
const printOf = (text: string) => fingerprintsOf(mailWith({ text }), [], judged).fingerprint;

it('a mail of any length is the same one however a relay wraps its lines', () => {
  for (const word of ['word', `${' '.repeat(120_000)}far`, 'x'.repeat(49_999)]) {
    const words = Array.from({ length: 12_000 / word.length + 9 }, () => word);
    const print = printOf(words.join(' '));
    for (const gap of ['\r\n', ' \n', '\t \u00a0', '\n'.repeat(200)])
      expect(printOf(`${gap}${words.join(gap)}${gap}`)).toBe(print);
  }
  expect(printOf('two words')).not.toBe(printOf('twowords'));
});

/** Milliseconds; below some of them the clock measures the machine. */
const NOISE = 4;

it('a text of nothing but short lines is compared as quickly as one of words', () => {
  const worked = (piece: string) => {
    const text = piece.repeat(6_000_000 / piece.length);
    const before = process.cpuUsage();
    printOf(text);
    return process.cpuUsage(before).user / 1_000;
  };
  // The best of each counts: what else this process does in that time adds to one of them only now and then.
  const best = { lines: Infinity, words: Infinity };
  const ratio = () => (best.lines + NOISE) / (best.words + NOISE);
  for (let attempt = 0; attempt < 3 || (attempt < 12 && ratio() >= 10); attempt++) {
    best.lines = Math.min(best.lines, worked('> '));
    best.words = Math.min(best.words, worked('word'));
  }
  expect(ratio()).toBeLessThan(10);
});
