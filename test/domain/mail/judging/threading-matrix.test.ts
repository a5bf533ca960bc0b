import { expect, it } from 'vitest';
import { postmarkInbound, toInboundMail } from '../../../../api/mail/provider/postmark-inbound.ts';
import type { ConversationId, DeliveryId, ProjectId } from '../../../../domain/ids.ts';
import { deliveryMessageId } from '../../../../domain/mail/address/mail-message-id.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import { replyAddress, replyToken } from '../../../../domain/mail/address/reply-address.ts';
import {
  decideThread,
  threadClaims,
  type ThreadDecision,
} from '../../../../domain/mail/judging/thread-mail.ts';

const projectId: ProjectId = 'prj_0000000000000001';
const here: ConversationId = 'cnv_4g1x0v9k2m7c5s8d';
/** Another conversation of the same customer, whose keys a careless program could pick instead. */
const elsewhere: ConversationId = 'cnv_5h2y1w8j3n6d4t7e';
const secrets = ['the newest secret of all'];
const identity: MailIdentity = {
  inboundDomain: 'reply.example.com',
  inboundAddress: null,
  replyAddressSecrets: secrets,
};
const address = replyAddress({ conversationId: here, projectId }, identity);
const foreign = replyAddress({ conversationId: elsewhere, projectId }, identity);
const idOf = (conversationId: ConversationId, deliveryId: DeliveryId) =>
  `<${deliveryMessageId({ deliveryId, conversationId, projectId }, identity)}>`;
const first = idOf(here, 'dlv_0000000000000001');
const second = idOf(here, 'dlv_0000000000000002');
const SUPPORT = 'support@acme.example';

interface Mail {
  to: { Email: string; Name: string }[];
  cc: { Email: string; Name: string }[];
  recipient: string;
  /** To as text only, as some versions of the provider's JSON have it. */
  plainTo: string | null;
  subject: string;
  headers: Record<string, string>;
}

const reply = (): Mail => ({
  to: [{ Email: address, Name: 'Ana (Acme)' }],
  cc: [],
  recipient: address,
  plainTo: null,
  subject: 'Re: How do I start it?',
  headers: { 'Message-ID': '<1@mail.example.org>', 'In-Reply-To': second, References: `${first} ${second}` },
});

const OUTCOMES = {
  byAddress: { conversationId: here, by: 'address', disagrees: false },
  byMessageId: { conversationId: here, by: 'messageId', disagrees: false },
  quarantined: { quarantine: 'forged_reply_address' },
} as const;

/** What mail programs and gateways do to an answer, and where it ends when they do nothing else. */
const ALTERATIONS: [what: string, alter: (mail: Mail) => void, alone: keyof typeof OUTCOMES][] = [
  [
    'Outlook keeps one reference and adds its own thread',
    ({ headers }) => {
      headers['References'] = headers['In-Reply-To'] ?? '';
      Object.assign(headers, { 'Thread-Topic': 'How do I start it?', 'Thread-Index': 'AdVxyz==' });
    },
    'byAddress',
  ],
  [
    'Apple Mail quotes the name with a comma',
    ({ to }) => to.forEach((each) => (each.Name = '"Acme, Support" (us)')),
    'byAddress',
  ],
  [
    'Gmail on a phone drops In-Reply-To',
    ({ headers }) => {
      delete headers['In-Reply-To'];
    },
    'byAddress',
  ],
  [
    'a mailing list puts itself into To and a tag into the subject',
    (mail) => {
      mail.headers['X-Original-To'] = mail.recipient;
      mail.headers['List-Id'] = '<people.lists.example.net>';
      mail.to = [{ Email: 'people@lists.example.net', Name: '' }];
      mail.recipient = 'people@lists.example.net';
      mail.subject = `[people] ${mail.subject}`;
    },
    'byAddress',
  ],
  [
    'a ticket system answers with a thread of its own',
    ({ headers, ...mail }) => {
      headers['In-Reply-To'] = '<ticket-1234@desk.example.net>';
      headers['References'] = `<ticket-1234@desk.example.net> ${headers['References'] ?? ''}`;
      mail.subject = `[#1234] ${mail.subject}`;
    },
    'byAddress',
  ],
  [
    'a server shouts',
    (mail) => {
      const shout = (each: { Email: string }) => (each.Email = each.Email.toUpperCase());
      mail.to.forEach(shout);
      mail.cc.forEach(shout);
      mail.recipient = mail.recipient.toUpperCase();
    },
    'byAddress',
  ],
  [
    'headers are folded',
    ({ headers }) => {
      for (const name of ['References', 'In-Reply-To', 'X-Original-To'])
        if (headers[name]) headers[name] = `\r\n\t${headers[name].replaceAll(' ', '\r\n ')}`;
    },
    'byAddress',
  ],
  [
    'the address is in Cc only',
    (mail) => {
      mail.cc = [...mail.cc, ...mail.to.filter(({ Email }) => /^reply\+/i.test(Email))];
      mail.to = [{ Email: SUPPORT, Name: '' }];
      mail.recipient = SUPPORT;
    },
    'byAddress',
  ],
  [
    'a forwarding mailbox leaves the address in Delivered-To only',
    (mail) => {
      mail.headers['Delivered-To'] = `Acme <${address}> (forwarded)`;
      mail.to = [{ Email: SUPPORT, Name: '' }];
      mail.cc = [];
      mail.recipient = SUPPORT;
    },
    'byAddress',
  ],
  [
    'a gateway rewrites every Message-ID',
    ({ headers }) => {
      headers['In-Reply-To'] = '<rewritten@gateway.example.net>';
      headers['References'] = '<rewritten@gateway.example.net>';
    },
    'byAddress',
  ],
  [
    'References are cut in the middle of an id',
    ({ headers }) => {
      headers['References'] = (headers['References'] ?? '').slice(0, -20);
    },
    'byAddress',
  ],
  [
    'the subject is another one, and carries another conversation’s address',
    (mail) => {
      mail.subject = `Fw: ${foreign} [${replyToken({ conversationId: elsewhere, projectId }, secrets)}]`;
    },
    'byAddress',
  ],
  [
    'a name looks like another conversation’s address',
    (mail) => mail.to.forEach((each) => (each.Name = `${foreign} <${foreign}>`)),
    'byAddress',
  ],
  [
    'To comes as text with a link in it',
    (mail) => {
      mail.plainTo = mail.to
        .map(({ Email }) => `"${foreign}" <mailto:${Email.replace('+', '%2B')}?subject=Re>`)
        .join(', ');
    },
    'byAddress',
  ],
  [
    'the address is lost',
    (mail) => {
      const kept = (each: { Email: string }) => !/^reply\+/i.test(each.Email);
      mail.to = [...mail.to.filter(kept), { Email: SUPPORT, Name: '' }];
      mail.cc = mail.cc.filter(kept);
      mail.recipient = SUPPORT;
      mail.plainTo = null;
      delete mail.headers['X-Original-To'];
      delete mail.headers['Delivered-To'];
    },
    'byMessageId',
  ],
  [
    'one character of the address is another one',
    (mail) => {
      const damage = (text: string) => text.replace(/(reply(?:\+|%2b).{30})./gi, '$1!').replaceAll('!', 'z');
      mail.to = mail.to.map(({ Email, Name }) => ({ Email: damage(Email), Name }));
      mail.cc = mail.cc.map(({ Email, Name }) => ({ Email: damage(Email), Name }));
      mail.recipient = damage(mail.recipient);
      mail.plainTo &&= damage(mail.plainTo);
      for (const name of ['X-Original-To', 'Delivered-To'])
        if (mail.headers[name]) mail.headers[name] = damage(mail.headers[name]);
    },
    'quarantined',
  ],
];

function decide({ to, cc, recipient, plainTo, subject, headers }: Mail): ThreadDecision {
  const json = postmarkInbound.parse({
    MessageID: 'provider-id',
    FromFull: { Email: 'kim@example.org', Name: 'Kim' },
    ...(plainTo === null ? { ToFull: to } : { To: plainTo }),
    CcFull: cc,
    OriginalRecipient: recipient,
    MailboxHash: /\+([^@]*)@/.exec(recipient)?.[1] ?? '',
    Subject: subject,
    Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
  });
  return decideThread(threadClaims(toInboundMail(json), identity), {
    projects: new Map([
      [here, projectId],
      [elsewhere, projectId],
    ]),
    everyProject: [projectId],
    secrets,
  });
}

it('ends in its conversation unaltered', () => {
  expect(decide(reply())).toEqual(OUTCOMES.byAddress);
});

it.each(ALTERATIONS)('%s', (_what, alter, alone) => {
  const mail = reply();
  alter(mail);
  expect(decide(mail)).toEqual(OUTCOMES[alone]);
});

it('never ends in the wrong conversation, whatever is combined with whatever', () => {
  const wrong: string[][] = [];
  let right = 0;
  for (let chosen = 0; chosen < 2 ** ALTERATIONS.length; chosen++) {
    const applied = ALTERATIONS.filter((_each, bit) => (chosen >> bit) & 1);
    const mail = reply();
    for (const [, alter] of applied) alter(mail);
    const decision = decide(mail);
    if ('quarantine' in decision) continue;
    if (decision.conversationId === here && !decision.disagrees) right++;
    else wrong.push(applied.map(([what]) => what));
  }
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThan(2 ** ALTERATIONS.length / 4);
}, 60_000);

it('marks what two keys disagree about, and goes by the address', () => {
  const mail = reply();
  mail.headers['In-Reply-To'] = idOf(elsewhere, 'dlv_0000000000000003');
  expect(decide(mail)).toEqual({ conversationId: here, by: 'address', disagrees: true });
  mail.cc = [{ Email: foreign, Name: '' }];
  expect(decide(mail)).toEqual({ conversationId: here, by: 'address', disagrees: true });
});

it('knows a shared inbound domain’s other customers from its own', () => {
  const hash = '0123456789abcdef0123456789abcdef';
  const shared = { ...identity, inboundDomain: null, inboundAddress: `${hash}@inbound.postmarkapp.com` };
  const ours = replyAddress({ conversationId: here, projectId }, shared);
  const decideShared = (to: string) => {
    const json = postmarkInbound.parse({ MessageID: 'x', To: to });
    const known = { projects: new Map([[here, projectId]]), everyProject: [projectId], secrets };
    return decideThread(threadClaims(toInboundMail(json), shared), known);
  };
  expect(decideShared(ours)).toEqual(OUTCOMES.byAddress);
  expect(decideShared(ours.replace(/.@/, '!@').replace('!', 'z'))).toEqual(OUTCOMES.quarantined);
  expect(decideShared(`f${hash.slice(1)}+${'0'.repeat(31)}@inbound.postmarkapp.com`)).toEqual({
    quarantine: 'no_match',
  });
});
