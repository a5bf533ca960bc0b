import { expect, it } from 'vitest';
import { BASE32, newId, type ConversationId, type ProjectId } from '../../../../domain/ids.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import {
  parseReplyToken,
  replyAddress,
  replyToken,
  tokenPart,
  verifyReplyKey,
} from '../../../../domain/mail/address/reply-address.ts';

const bound = { conversationId: 'cnv_4g1x0v9k2m7c5s8d', projectId: 'prj_0000000000000001' } as const;
const secrets = ['the newest secret of all', 'an older secret, rotated'];
const identity: MailIdentity = {
  inboundDomain: 'reply.example.com',
  inboundAddress: null,
  replyAddressSecrets: secrets,
};
const postmark = '0123456789abcdef0123456789abcdef@inbound.postmarkapp.com';

const opens = (token: string, projectId: ProjectId = bound.projectId, known = secrets) => {
  const key = parseReplyToken(token);
  return key !== null && key.conversationId === bound.conversationId && verifyReplyKey(key, projectId, known);
};

it('names the conversation in every form an address can take', () => {
  const token = replyToken(bound, secrets);
  expect(token).toHaveLength(31);
  expect(replyAddress(bound, identity)).toBe(`reply+${token}@reply.example.com`);
  expect(replyAddress(bound, { ...identity, inboundAddress: '*@in.example.com' })).toBe(
    `r.${token}@in.example.com`,
  );
  const hashed = replyAddress(bound, { ...identity, inboundAddress: postmark });
  expect(hashed).toBe(`0123456789abcdef0123456789abcdef+${token}@inbound.postmarkapp.com`);
  expect(hashed.split('@')[0]).toHaveLength(64);
  for (const address of [`reply+${token}@x.com`, `R.${token}@x.com`, hashed])
    expect(tokenPart(address)).toBe(token);
});

it('opens whatever case the address arrives in', () => {
  const token = replyToken(bound, secrets);
  expect(opens(token.toUpperCase())).toBe(true);
  expect(opens(token)).toBe(true);
});

it('refuses every change of a single character', () => {
  const token = replyToken(bound, secrets);
  const others = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).concat(
    '\u212A',
    'é',
    '０',
    '\u200B',
  );
  const changed = [...token].flatMap((kept, at) => {
    const around = (insert: string) => token.slice(0, at) + insert + token.slice(at + 1);
    const replaced = others.filter((other) => other.toLowerCase() !== kept || other === '\u212A').map(around);
    return [...replaced, around(''), ...[...BASE32].map((extra) => around(kept + extra))];
  });
  expect(changed.length).toBeGreaterThan(3_500);
  expect(changed.filter((each) => opens(each))).toEqual([]);
});

it('refuses random tokens, other projects and secrets it never had', () => {
  const token = replyToken(bound, secrets);
  const random = () => bound.conversationId.slice(4) + newId('cnv').slice(4, 19);
  expect(Array.from({ length: 20_000 }, random).filter((each) => opens(each))).toEqual([]);
  expect(opens(token, 'prj_0000000000000002')).toBe(false);
  expect(opens(token, bound.projectId, ['somebody else’s secret'])).toBe(false);
  expect(opens(token, bound.projectId, [])).toBe(false);
});

it('signs with the newest secret and still opens what older ones signed', () => {
  const [newest = '', older = ''] = secrets;
  expect(replyToken(bound, secrets)).toBe(replyToken(bound, [newest]));
  expect(opens(replyToken(bound, [older]))).toBe(true);
  expect(opens(replyToken(bound, [older]), bound.projectId, [newest])).toBe(false);
});

it('gives no address to a conversation whose id cannot carry one', () => {
  for (const conversationId of [
    'cnv_short',
    'cnv_ilou000000000000',
    'cnv_4g1x0v9k2m7c5s8d0',
  ] as ConversationId[]) {
    expect(() => replyToken({ ...bound, conversationId }, secrets)).toThrow(RangeError);
  }
  expect(() => replyToken(bound, [])).toThrow(RangeError);
});
