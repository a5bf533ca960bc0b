import { expect, it } from 'vitest';
import { composeMail, type MailParts } from '../../../../domain/mail/writing/compose-mail.ts';
import { mailPictures } from '../../../../domain/mail/writing/mail-pictures.ts';
import { stateAfterEvent, untilNextLookup } from '../../../../domain/inbox/delivery-state.ts';
import { formatAddress } from '../../../../domain/mail/address/mail-address.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';
import { decideThread, threadClaims } from '../../../../domain/mail/judging/thread-mail.ts';
import { mailWith } from '../judging/inbound-mail-fixture.ts';

const identity: MailIdentity = {
  inboundDomain: 'reply.example.com',
  inboundAddress: null,
  replyAddressSecrets: ['the newest secret of all'],
};

const parts: MailParts = {
  deliveryId: 'dlv_0000000000000001',
  conversationId: 'cnv_4g1x0v9k2m7c5s8d',
  project: { id: 'prj_0000000000000001', name: 'Acme', supportAddress: 'support@acme.com' },
  customer: { email: 'kim@example.org', name: 'Kim' },
  agentName: 'Ana',
  signature: '',
  automatic: false,
  text: 'Hi Kim,\n\nplease run `npm start` **once**. See [the guide](https://acme.com/guide).',
  subject: 'How do I start it?',
  thread: [],
  unmailed: [
    {
      who: 'you',
      text: 'How do I **start** it?\nIt says <nothing>.',
      isMarkdown: false,
      at: '2026-11-24T03:40:00.000Z',
    },
    {
      who: 'Acme’s assistant',
      text: 'I do **not** know.',
      isMarkdown: true,
      at: '2026-11-24T03:40:05.000Z',
    },
  ],
};

it('writes a first mail as a person would, with what was said in the chat below it', () => {
  const mail = composeMail(parts, identity);
  expect(mail.from).toEqual({ email: 'support@acme.com', name: 'Ana (Acme)' });
  expect(mail.subject).toBe('How do I start it?');
  expect(mail).toMatchObject({
    inReplyTo: null,
    references: [mail.messageId],
    to: { email: 'kim@example.org' },
  });
  expect(mail.text).toBe(`Hi Kim,

please run npm start once. See the guide <https://acme.com/guide>.

— Reply above this line —

On 24 November 2026 at 03:40 UTC, you wrote:
> How do I **start** it?
> It says <nothing>.

On 24 November 2026 at 03:40 UTC, Acme’s assistant wrote:
> I do not know.
`);
  expect(mail.html).toContain('<strong>once</strong>');
  expect(mail.html).toContain('<a href="https://acme.com/guide">the guide</a>');
  expect(mail.html).toContain('It says &lt;nothing&gt;.');
  expect(mail.html).toContain('I do <strong>not</strong> know.');
});

it('can be answered by address and by Message-ID alone', () => {
  const { replyTo, messageId } = composeMail(parts, identity);
  const known = {
    projects: new Map([[parts.conversationId, parts.project.id]]),
    everyProject: [parts.project.id],
    secrets: identity.replyAddressSecrets,
  };
  const byAddress = mailWith({ to: [replyTo] });
  const byMessageId = mailWith({ header: { 'In-Reply-To': `<${messageId}>` } });
  for (const mail of [byAddress, byMessageId]) {
    expect(decideThread(threadClaims(mail, identity), known)).toMatchObject({
      conversationId: parts.conversationId,
    });
  }
});

it('comes back below the answer of whoever quotes it, and is cut there', () => {
  const quoted = composeMail(parts, identity)
    .text.split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  expect(readText(`Works!\n\n${quoted}`).reply).toBe('Works!');
});

it('answers the newest mail and refers to the whole thread, the oldest first', () => {
  const thread = Array.from({ length: 60 }, (_, i) => `${i}@example.org`);
  const mail = composeMail({ ...parts, thread, unmailed: [] }, identity);
  expect(mail.inReplyTo).toBe('59@example.org');
  expect(mail.references).toEqual([
    '0@example.org',
    ...thread.slice(1 - mail.references.length + 1),
    mail.messageId,
  ]);
  expect(mail.text.trimEnd().endsWith('— Reply above this line —')).toBe(true);
});

it('lets nobody add a header through a name or a subject', () => {
  const subject = 'Help\r\nBcc: everyone@example.net\u2028\u0000 me';
  const mail = composeMail({ ...parts, agentName: 'Ana\r\nX: 1', subject }, identity);
  expect(mail.subject).toBe('Help Bcc: everyone@example.net me');
  expect(mail.from.name).toBe('Ana X: 1 (Acme)');
  expect(formatAddress({ email: 'a@b.c', name: 'x" <evil@example.net>, "y\r\nBcc: z' })).toBe(
    '"x evil@example.net, y Bcc: z" <a@b.c>',
  );
});

it('keeps a subject that already answers', () => {
  expect(composeMail({ ...parts, subject: 'RE: Invoice' }, identity).subject).toBe('RE: Invoice');
  expect(composeMail({ ...parts, subject: '' }, identity).subject).toBe('Your conversation with Acme');
});

it('writes HTML in which nothing runs and nothing loads', () => {
  const text =
    '<script>alert(1)</script>\n\n![x](https://evil.example/x.png) [y](javascript:alert(1)) <img src=x onerror=alert(1)>';
  const quote = { who: 'you', text, at: '2026-11-24T03:40:00Z' };
  const unmailed = [
    { ...quote, isMarkdown: false },
    { ...quote, isMarkdown: true },
  ];
  const { html } = composeMail({ ...parts, text, unmailed }, identity);
  expect(html).not.toMatch(/<script|<img|href="javascript/i);
});

it('moves a delivery forwards only', () => {
  expect(stateAfterEvent('sent', 'delivered')).toBe('delivered');
  expect(stateAfterEvent('unknown', 'delivered')).toBe('delivered');
  expect(stateAfterEvent('delivered', 'bounced')).toBe('bounced');
  expect(stateAfterEvent('bounced', 'delivered')).toBe(null);
  expect(stateAfterEvent('complained', 'bounced')).toBe(null);
  expect(stateAfterEvent('pending', 'failed')).toBe('failed');
  expect(stateAfterEvent('unknown', 'failed')).toBe('unknown');
  expect(stateAfterEvent('sent', 'failed')).toBeNull();
});

it('looks an unanswered send up at growing intervals, then no more', () => {
  const schedule = [15, 60, 180];
  expect(untilNextLookup(0, schedule)).toBe(15);
  expect(untilNextLookup(15, schedule)).toBe(45);
  expect(untilNextLookup(100, schedule)).toBe(80);
  expect(untilNextLookup(180, schedule)).toBeNull();
});

it('shows the mail’s own pictures where its words name them, and says their names in plain text', () => {
  const pictures = [{ id: 'att_1' as const, name: 'a.png' }];
  const text = 'See ![a.png] and ![b.png] and `![a.png]`';
  const mail = composeMail({ ...parts, text, pictures, attachments: ['att_1'] }, identity);
  expect(mail.html).toContain('See <img src="cid:att_1" alt="a.png"');
  expect(mail.html).toContain('and [b.png] and <code>![a.png]</code>');
  expect(mail.text).toContain('See [a.png] and [b.png] and ![a.png]');
});

it('a name that two messages of a mail use for two pictures shows neither in place', () => {
  const file = { name: 'a.png', contentType: 'image/png' };
  const [one, two] = [
    { ...file, id: 'att_1', messageId: 'msg_1' } as const,
    { ...file, id: 'att_2', messageId: 'msg_2' } as const,
  ];
  expect(mailPictures([one, { ...two, name: 'b.png' }])).toHaveLength(2);
  expect(mailPictures([one, two])).toEqual([]);
  expect(mailPictures([{ ...one, contentType: 'application/pdf' }])).toEqual([]);
});
