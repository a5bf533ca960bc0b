import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { BASE32, newId, type ConversationId, type ProjectId } from '../../../../domain/ids.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import { replyAddress, replyToken } from '../../../../domain/mail/address/reply-address.ts';
import { decideThread, threadClaims } from '../../../../domain/mail/judging/thread-mail.ts';
import { mailWith } from '../judging/inbound-mail-fixture.ts';

const projectId: ProjectId = 'prj_0000000000000001';
const here: ConversationId = 'cnv_4g1x0v9k2m7c5s8d';
const secrets = ['the newest secret of all', 'an older secret, rotated'];
const identity: MailIdentity = {
  inboundDomain: 'reply.example.com',
  inboundAddress: null,
  replyAddressSecrets: secrets,
};
const token = replyToken({ conversationId: here, projectId }, secrets);
const known = { projects: new Map([[here, projectId]]), everyProject: [projectId], secrets };

const opens = (guess: string) => {
  const address = `reply+${guess}@reply.example.com`;
  const mail = mailWith({ to: [address], originalRecipient: address, mailboxHash: guess });
  return 'conversationId' in decideThread(threadClaims(mail, identity), known);
};
const random = (length: number) => Array.from({ length }, () => BASE32[randomInt(BASE32.length)]).join('');

it('opens with the real token, so that the rest of this page means something', () => {
  expect(opens(token)).toBe(true);
  expect(replyAddress({ conversationId: here, projectId }, identity)).toContain(token);
});

it('opens with none of 100,000 guesses, half of which know the conversation', () => {
  const accepted: string[] = [];
  for (let i = 0; i < 50_000; i++) {
    for (const guess of [random(31), here.slice(4) + random(15)]) if (opens(guess)) accepted.push(guess);
  }
  expect(accepted).toEqual([]);
}, 60_000);

it('opens with no other character in any place, none more and none less', () => {
  const letters = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
  const guesses = [...token].flatMap((kept, at) => {
    const around = (insert: string) => token.slice(0, at) + insert + token.slice(at + 1);
    const others = letters.filter((letter) => letter.toLowerCase() !== kept && letter !== '@');
    return [...others.map(around), around(''), ...letters.map((letter) => around(kept + letter))];
  });
  // A plus or an `r.` before the whole token is one more address form, and not a change of the token.
  const accepted = guesses.filter((guess) => opens(guess) && !guess.endsWith(token));
  expect(guesses.length).toBeGreaterThan(5_000);
  expect(accepted).toEqual([]);
});

it('takes the same time for a guess that is wrong at the first character as at the last', () => {
  const changed = (at: number) => token.slice(0, at) + (token[at] === '0' ? '1' : '0') + token.slice(at + 1);
  const guesses = { early: changed(16), late: changed(30), unknown: newId('cnv').slice(4) + token.slice(16) };
  const times = { early: [] as number[], late: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 300; round++) {
    for (const kind of ['early', 'late', 'unknown'] as const) {
      const begun = performance.now();
      for (let i = 0; i < 20; i++) opens(guesses[kind]);
      times[kind].push(performance.now() - begun);
    }
  }
  const median = (values: number[]) => values.sort((one, other) => one - other)[values.length / 2] ?? 0;
  const early = median(times.early);
  expect(median(times.late) / early).toBeGreaterThan(0.7);
  expect(median(times.late) / early).toBeLessThan(1.4);
  expect(median(times.unknown) / early).toBeGreaterThan(0.4);
  expect(median(times.unknown) / early).toBeLessThan(2.5);
}, 60_000);
