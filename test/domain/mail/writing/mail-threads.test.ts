import { describe, expect, it } from 'vitest';
import { toPostmarkMessage } from '../../../../activities/mail/postmark-message.ts';
import { composeMail, type MailParts } from '../../../../domain/mail/writing/compose-mail.ts';
import type { MailEnvelope, MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import { newId, type DeliveryId } from '../../../../domain/ids.ts';
import { referencesOf } from '../../../../domain/mail/writing/mail-references.ts';
import { mailSubject, subjectOfChat, threadTopic } from '../../../../domain/mail/writing/mail-subject.ts';

const identity: MailIdentity = {
  inboundDomain: 'reply.example.test',
  inboundAddress: null,
  replyAddressSecrets: ['a secret that is long enough'],
};

const parts: MailParts = {
  deliveryId: newId('dlv'),
  conversationId: 'cnv_4g1x0v9k2m7c5s8d',
  project: { id: 'prj_0000000000000001', name: 'Acme', supportAddress: 'support@acme.com' },
  customer: { email: 'kim@example.org', name: 'Kim' },
  agentName: 'Ana',
  signature: '',
  automatic: false,
  text: 'Hi Kim',
  subject: 'How do I start it?',
  thread: [],
  unmailed: [],
};

interface Mail {
  subject: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  topic: string;
}

const headers = (id: DeliveryId, envelope: MailEnvelope) =>
  new Map(
    (toPostmarkMessage(id, envelope).Headers ?? []).map(({ Name, Value }) => [String(Name), String(Value)]),
  );

function ours(thread: string[], subject = parts.subject): Mail {
  const deliveryId: DeliveryId = newId('dlv');
  const envelope = composeMail({ ...parts, deliveryId, thread, subject }, identity);
  const sent = headers(deliveryId, envelope);
  expect(sent.get('Message-ID')).toBe(`<${envelope.messageId}>`);
  expect(sent.get('X-PM-KeepID')).toBe('true');
  return { ...envelope, topic: sent.get('Thread-Topic') ?? '' };
}

/** What the customer's mail program makes of an answer (RFC 5322, 3.6.4). */
function theirs(to: Mail, n: number): Mail {
  return {
    subject: /^re:/i.test(to.subject) ? to.subject : `Re: ${to.subject}`,
    messageId: `customer-${n}@mail.example.org`,
    inReplyTo: to.messageId,
    references: [...to.references.filter((id) => id !== to.messageId), to.messageId],
    topic: to.topic,
  };
}

/** A conversation by mail: they answer, we answer, many times. `begins` is the customer's own first mail, if they wrote first. */
function chain(length: number, begins: Mail | null = null): Mail[] {
  const mails: Mail[] = begins ? [begins] : [];
  const subject = begins?.subject ?? parts.subject;
  for (let n = 0; n < length; n++) {
    const mail = ours(
      mails.map(({ messageId }) => messageId),
      subject,
    );
    mails.push(mail, theirs(mail, n));
  }
  return mails;
}

const begun: Mail = {
  subject: 'Rechnung über 3 Räder',
  messageId: 'first@mail.example.org',
  inReplyTo: null,
  references: [],
  topic: '',
};
const chains = { 'begun in the chat': chain(40), 'begun by mail': chain(40, begun) };

/**
 * Gmail keeps a mail in a thread when its References (or In-Reply-To) name a mail of it AND the subject is the same but
 * for "Re:". https://workspaceupdates.googleblog.com/2019/03/threading-changes-in-gmail-conversation-view.html
 */
function joinsInGmail(mail: Mail, thread: Mail[]): boolean {
  const base = ({ subject }: Mail) => subject.replace(/^(re:\s*)+/i, '').trim();
  const named = [...mail.references, mail.inReplyTo];
  return thread.some((each) => named.includes(each.messageId) && base(each) === base(mail));
}

/**
 * Outlook and Exchange find the conversation by In-Reply-To and References; without an index of Microsoft's own, mails
 * belong together when these match, and an equal Thread-Topic confirms it ([MS-OXOMSG] 2.2.1.2 PidTagConversationTopic,
 * which is the subject without its prefix).
 */
function joinsInOutlook(mail: Mail, thread: Mail[]): boolean {
  const topic = (each: Mail) => each.topic || threadTopic(each.subject);
  return thread.some(
    (each) =>
      (mail.inReplyTo === each.messageId || mail.references.includes(each.messageId)) &&
      topic(each) === topic(mail),
  );
}

/** Apple Mail follows In-Reply-To and References as RFC 5322 says: the parent is the last known id (RFC 5256, REFERENCES). */
function joinsInAppleMail(mail: Mail, thread: Mail[]): boolean {
  const known = new Set(thread.map(({ messageId }) => messageId));
  return known.has(mail.inReplyTo ?? '') && mail.references.some((id) => known.has(id));
}

describe.each(Object.entries(chains))('a thread %s', (_name, mails) => {
  it.each([
    ['Gmail', joinsInGmail],
    ['Outlook', joinsInOutlook],
    ['Apple Mail', joinsInAppleMail],
  ])('stays one in %s', (_program, joins) => {
    for (const [index, mail] of mails.entries()) {
      if (index === 0) continue;
      expect(joins(mail, mails.slice(0, index)), `mail ${index}`).toBe(true);
    }
  });

  it('stays one where only one earlier mail was kept: the first, or any of the newest', () => {
    const last = mails.at(-2)!;
    const [first] = mails;
    for (const kept of [first!, ...mails.slice(-6, -2)]) expect(last.references).toContain(kept.messageId);
  });

  it('never needs a longer header than a line may have', () => {
    for (const { references } of mails) {
      const line = `References: ${references.map((id) => `<${id}>`).join(' ')}\r\n`;
      expect(line.length).toBeLessThanOrEqual(998);
    }
  });

  it('has every mail name itself, for a provider that replaces Message-IDs', () => {
    for (const mail of mails.filter(({ messageId }) => messageId.endsWith('@reply.example.test'))) {
      expect(mail.references.at(-1)).toBe(mail.messageId);
      expect(mail.inReplyTo).not.toBe(mail.messageId);
    }
  });
});

it('leaves out ids that would be syntax, and repeats none', () => {
  const thread = [
    'a@x.org',
    'b@x.org\r\nBcc: eve@example.net',
    'a@x.org',
    'c d@x.org',
    `${'x'.repeat(300)}@x.org`,
  ];
  expect(referencesOf(thread, 'own@x.org')).toEqual(['a@x.org', 'own@x.org']);
  expect(composeMail({ ...parts, thread }, identity).inReplyTo).toBe('a@x.org');
});

it('says “Re:” once, and only where there is something to answer', () => {
  const subject = (text: string, answers: boolean) =>
    mailSubject({ subject: text, projectName: 'Acme', answers });
  expect(subject('Invoice', false)).toBe('Invoice');
  expect(subject('Invoice', true)).toBe('Re: Invoice');
  for (const kept of ['RE: Invoice', 'AW: Rechnung', 'Re[2]: Invoice', 'SV: Faktura', '回复：发票'])
    expect(subject(kept, true)).toBe(kept);
  expect(subject('Fwd: Invoice', true)).toBe('Re: Fwd: Invoice');
  expect(subject('Regarding: the invoice', true)).toBe('Re: Regarding: the invoice');
  expect(subject('', false)).toBe('Your conversation with Acme');
});

it('makes a short subject from the first question, not from a greeting', () => {
  const said = (text: string) => ({ kind: 'message', author: { by: 'customer' }, text }) as const;
  expect(subjectOfChat([said('Hi')])).toBe('');
  expect(subjectOfChat([said('Hello!\nMy invoice is wrong. It says 20, and I paid 30.')])).toBe(
    'My invoice is wrong.',
  );
  expect(subjectOfChat([said('Hi'), said('How do I start it?')])).toBe('How do I start it?');
  expect(subjectOfChat([said('word '.repeat(60))]).length).toBeLessThanOrEqual(71);
});

it('tells answering machines to be silent where no human wrote, and only there', () => {
  const sent = (automatic: boolean) => {
    const envelope = composeMail({ ...parts, automatic, agentName: automatic ? '' : 'Ana' }, identity);
    return { from: envelope.from.name, headers: headers(parts.deliveryId, envelope) };
  };
  const automatic = sent(true);
  expect(automatic.from).toBe('Acme');
  expect(automatic.headers.get('Auto-Submitted')).toBe('auto-replied');
  expect(automatic.headers.get('X-Auto-Response-Suppress')).toBe('All');
  expect([...sent(false).headers.keys()]).toEqual([
    'Message-ID',
    'X-PM-KeepID',
    'References',
    'Thread-Topic',
  ]);
});

it('puts the agent’s signature between their words and the delimiter, in both bodies', () => {
  const { text, html } = composeMail({ ...parts, signature: 'Ana\n**Acme support**' }, identity);
  expect(text).toBe('Hi Kim\n\n-- \nAna\nAcme support\n\n— Reply above this line —\n');
  expect(html.indexOf('Hi Kim')).toBeLessThan(html.indexOf('<strong>Acme support</strong>'));
  expect(html.indexOf('Acme support')).toBeLessThan(html.indexOf('Reply above this line'));
});
