import { describe, expect, it } from 'vitest';
import type { ConversationId, ProjectId } from '../../../../domain/ids.ts';
import type { InboundMail } from '../../../../domain/mail/inbound-mail.ts';
import { deliveryMessageId } from '../../../../domain/mail/address/mail-message-id.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import { replyAddress, replyToken } from '../../../../domain/mail/address/reply-address.ts';
import { decideThread, threadClaims } from '../../../../domain/mail/judging/thread-mail.ts';
import { mailWith } from './inbound-mail-fixture.ts';
import { expectLinear } from '../../../support/linear-time.ts';

const projectId: ProjectId = 'prj_0000000000000001';
const here: ConversationId = 'cnv_4g1x0v9k2m7c5s8d';
const elsewhere: ConversationId = 'cnv_5h2y1w8j3n6d4t7e';
const gone: ConversationId = 'cnv_6j3z2x7h4p5e3v6f';
const secrets = ['the newest secret of all'];
const identity: MailIdentity = {
  inboundDomain: 'reply.example.com',
  inboundAddress: null,
  replyAddressSecrets: secrets,
};

const token = replyToken({ conversationId: here, projectId }, secrets);
const address = replyAddress({ conversationId: here, projectId }, identity);
const other = replyAddress({ conversationId: elsewhere, projectId }, identity);
const messageId = deliveryMessageId(
  { deliveryId: 'dlv_0000000000000001', conversationId: here, projectId },
  identity,
);
const altered = address.replace(/.@/, (last) => (last === '0@' ? '1@' : '0@'));

const decide = (mail: InboundMail) =>
  decideThread(threadClaims(mail, identity), {
    projects: new Map([
      [here, projectId],
      [elsewhere, projectId],
    ]),
    everyProject: [projectId],
    secrets,
  });

describe('the reply address', () => {
  const places: Record<string, InboundMail> = {
    'the mailbox hash': mailWith({ mailboxHash: token }),
    'the original recipient': mailWith({ originalRecipient: address }),
    To: mailWith({ to: ['someone@example.org', address] }),
    Cc: mailWith({ to: ['support@example.com'], cc: [address] }),
    Bcc: mailWith({ bcc: [address] }),
    'Delivered-To': mailWith({ header: { 'delivered-to': `<${address}>` } }),
    'X-Original-To': mailWith({ header: { 'X-Original-To': address } }),
    'upper case': mailWith({ to: [address.toUpperCase()] }),
    'a catch-all address': mailWith({ to: [`r.${token}@reply.example.com`] }),
    'Postmark’s own address': mailWith({
      to: [`0123456789abcdef0123456789abcdef+${token}@inbound.postmarkapp.com`],
    }),
    'a header with a name and a comment': mailWith({
      header: { 'Delivered-To': `"Acme, Support" (us) <${address}>` },
    }),
  };
  it.each(Object.entries(places))('is found in %s', (_place, mail) => {
    expect(decide(mail)).toEqual({ conversationId: here, by: 'address', disagrees: false });
  });

  it('wins over a Message-ID that leads elsewhere, which is marked', () => {
    const references = { References: `<${messageId}>` };
    expect(decide(mailWith({ to: [other], header: references }))).toEqual({
      conversationId: elsewhere,
      by: 'address',
      disagrees: true,
    });
  });

  it('is quarantined as forged when one character was altered, whatever else the mail carries', () => {
    const mail = mailWith({
      to: [altered],
      originalRecipient: altered,
      header: { 'In-Reply-To': `<${messageId}>` },
    });
    expect(decide(mail)).toEqual({ quarantine: 'forged_reply_address' });
    expect(decide(mailWith({ to: [address.replace(/.@/, '@')] }))).toEqual({
      quarantine: 'forged_reply_address',
    });
  });

  it('of another installation is nobody’s forgery', () => {
    const foreign = `reply+${'0'.repeat(31)}@reply.elsewhere.net`;
    const mail = mailWith({ to: [foreign], header: { 'In-Reply-To': `<${messageId}>` } });
    expect(decide(mail)).toEqual({ conversationId: here, by: 'messageId', disagrees: false });
    expect(decide(mailWith({ to: [foreign] }))).toEqual({ quarantine: 'no_match' });
  });

  it('of a conversation that is gone says so', () => {
    const mail = mailWith({ to: [replyAddress({ conversationId: gone, projectId }, identity)] });
    expect(decide(mail)).toEqual({ quarantine: 'unknown_conversation' });
  });
});

describe('our Message-ID', () => {
  it('is found in In-Reply-To', () => {
    expect(decide(mailWith({ header: { 'in-reply-to': `<${messageId}>` } }))).toEqual({
      conversationId: here,
      by: 'messageId',
      disagrees: false,
    });
  });

  it('is found among folded References', () => {
    const References = `<a@example.org>\r\n\t<${messageId.toUpperCase()}>\r\n <b@example.org>`;
    expect(decide(mailWith({ header: { References } }))).toEqual({
      conversationId: here,
      by: 'messageId',
      disagrees: false,
    });
  });

  it('is forged when altered', () => {
    const forged = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}.0000000000000001@reply.example.com`;
    expect(decide(mailWith({ header: { References: `<${forged}>` } }))).toEqual({
      quarantine: 'forged_reply_address',
    });
  });
});

it('never goes by sender or subject', () => {
  const mail = mailWith({
    to: ['support@example.com'],
    subject: `Re: Help [${token}] ${address}`,
    header: { 'Reply-To': address },
  });
  expect(decide(mail)).toEqual({ quarantine: 'no_match' });
});

it('reads a mail with a hundred thousand addresses in linear time', () => {
  const mailTo = (count: number) =>
    mailWith({
      to: Array.from({ length: count }, (_, i) => `reply+${String(i).padStart(31, '0')}@reply.example.com`),
      header: { References: '<a@b> '.repeat(2 * count) },
    });
  expect(threadClaims(mailTo(100_000), identity)).toHaveLength(50);
  expectLinear(mailTo, (mail) => threadClaims(mail, identity), [5_000, 50_000]);
});
