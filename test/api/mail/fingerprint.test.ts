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

it('a text of nothing but short lines is compared as quickly as one of words', () => {
  const worked = (piece: string) => {
    const text = piece.repeat(6_000_000 / piece.length);
    const before = process.cpuUsage();
    printOf(text);
    return process.cpuUsage(before).user;
  };
  const best = (piece: string) => Math.min(...[1, 2, 3].map(() => worked(piece)));
  expect(best('> ') / best('word')).toBeLessThan(10);
});
