import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { agentClaims, answeredAgentMail } from '../../../../domain/mail/judging/agent-claims.ts';
import { agentToken, parseAgentToken, verifyAgentKey } from '../../../../domain/mail/address/agent-token.ts';
import { BASE32, newId } from '../../../../domain/ids.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import {
  parseReplyToken,
  replyToken,
  splitAddress,
  tokenAddress,
  tokenPart,
} from '../../../../domain/mail/address/reply-address.ts';
import { decideThread, threadClaims } from '../../../../domain/mail/judging/thread-mail.ts';
import { mailWith } from '../judging/inbound-mail-fixture.ts';

const SECRET = 'the newest secret of all';
const secrets = [SECRET, 'an older secret'];

const bound = (seq = 7) => ({
  agentMailId: newId('agm'),
  agentId: newId('agt'),
  conversationId: newId('cnv'),
  seq,
});

const FORMS: Record<string, MailIdentity> = {
  domain: { inboundDomain: 'reply.acme.example', inboundAddress: null, replyAddressSecrets: secrets },
  hash: {
    inboundDomain: null,
    inboundAddress: `${'0123456789abcdef'.repeat(2)}@inbound.postmarkapp.com`,
    replyAddressSecrets: secrets,
  },
  catchAll: { inboundDomain: null, inboundAddress: '*@in.acme.example', replyAddressSecrets: secrets },
};

it.each(Object.entries(FORMS))('fits and comes back from an address by %s', (_name, identity) => {
  const mail = bound();
  const address = tokenAddress(agentToken(mail, secrets), identity);
  expect(splitAddress(address).local.length).toBeLessThanOrEqual(64);
  for (const written of [address, address.toUpperCase()]) {
    const key = parseAgentToken(tokenPart(written) ?? '');
    expect(key && verifyAgentKey(key, mail, secrets)).toBe(true);
  }
});

it('is bound to its agent, its conversation and what they had seen', () => {
  const mail = bound();
  const key = parseAgentToken(agentToken(mail, secrets))!;
  expect(verifyAgentKey(key, mail, secrets)).toBe(true);
  for (const other of [
    { ...mail, agentId: newId('agt') },
    { ...mail, conversationId: newId('cnv') },
    { ...mail, seq: 8 },
    { ...mail, agentMailId: newId('agm') },
  ]) {
    expect(verifyAgentKey(key, other, secrets)).toBe(false);
  }
  expect(verifyAgentKey(key, mail, ['another secret'])).toBe(false);
  expect(verifyAgentKey(key, mail, ['a new one', SECRET])).toBe(true);
});

it('is never read as a conversation’s token, nor a conversation’s as one of these', () => {
  for (let i = 0; i < 1_000; i++) {
    const mail = bound(i);
    expect(parseReplyToken(agentToken(mail, secrets))).toBeNull();
    expect(
      parseAgentToken(replyToken({ conversationId: mail.conversationId, projectId: newId('prj') }, secrets)),
    ).toBeNull();
  }
});

it('accepts no one-character change and no random token', () => {
  const mail = bound();
  const token = agentToken(mail, secrets);
  const accepted = (text: string) => {
    const key = parseAgentToken(text);
    // As if a row with that id existed: the MAC alone must refuse.
    return key !== null && verifyAgentKey(key, { ...mail, agentMailId: key.agentMailId }, secrets);
  };
  for (let at = 0; at < token.length; at++) {
    for (const char of `${BASE32}u`) {
      if (char === token[at]) continue;
      expect(accepted(token.slice(0, at) + char + token.slice(at + 1))).toBe(false);
    }
  }
  for (let i = 0; i < 20_000; i++) {
    const random = Array.from(randomBytes(30), (byte) => BASE32[byte % 32]).join('');
    expect(accepted(`u${random}`)).toBe(false);
  }
});

it('is found in an address first, then in a Message-ID, and believed only with its own row', () => {
  const mail = bound();
  const token = agentToken(mail, secrets);
  const address = tokenAddress(token, FORMS['domain']!);
  const known = [mail];
  const byAddress = agentClaims(mailWith({ to: ['x@y.example'], cc: [address] }));
  expect(answeredAgentMail(byAddress, { known, secrets })).toEqual({ ...mail, by: 'address' });
  const headers = [{ name: 'in-reply-to', value: `<${token}.agent@reply.acme.example>` }];
  const byId = agentClaims(mailWith({ to: ['support@acme.example'], headers }));
  expect(answeredAgentMail(byId, { known, secrets })).toEqual({ ...mail, by: 'messageId' });
  expect(answeredAgentMail(byId, { known: [{ ...mail, seq: 9 }], secrets })).toBeNull();
  expect(answeredAgentMail(byId, { known: [], secrets })).toBeNull();
});

it('opens no conversation: a token that is not believed counts as a forged address', () => {
  const address = tokenAddress(agentToken(bound(), secrets), FORMS['domain']!);
  const claims = threadClaims(mailWith({ to: [address] }), FORMS['domain']!);
  const known = { projects: new Map(), everyProject: [newId('prj')], secrets };
  expect(decideThread(claims, known)).toEqual({ quarantine: 'forged_reply_address' });
});
