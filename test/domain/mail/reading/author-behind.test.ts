import { expect, it } from 'vitest';
import { answerTo, authorBehind } from '../../../../domain/mail/reading/author-behind.ts';
import { deliveredTo } from '../../../../domain/mail/judging/delivered-to.ts';
import { messageIdsOf } from '../../../../domain/mail/address/mail-message-id.ts';
import { mended } from '../../../../domain/mail/address/reply-address.ts';
import { sameSubject } from '../../../../domain/mail/writing/mail-subject.ts';
import { mailWith } from '../judging/inbound-mail-fixture.ts';

const own = {
  identity: {
    inboundDomain: 'reply.acme.example',
    inboundAddress: null,
    replyAddressSecrets: ['a secret of the test that is long enough'],
  },
  addresses: ['support@acme.example'],
};
const from = (email: string) => ({ from: { email, name: '' } });

it.each([
  [
    'a group',
    mailWith({ ...from('help@acme.example'), header: { 'X-Original-From': 'Ana <ana@x.example>' } }),
    'ana@x.example',
  ],
  [
    'a form',
    mailWith({ ...from('website@acme.example'), replyTo: 'Karl <karl@x.example>' }),
    'karl@x.example',
  ],
  ['a bare sender', mailWith({ header: { 'X-Original-Sender': 'ana@x.example' } }), 'ana@x.example'],
  [
    'a list that writes the address into its own',
    mailWith(from('ana=x.example@lists.example')),
    'ana@x.example',
  ],
  ['a list by RFC 9057', mailWith({ header: { Author: 'Ana <ana@x.example>' } }), 'ana@x.example'],
  [
    'the name beside a list’s address',
    mailWith({ from: { email: 'l@lists.example', name: 'ana@x.example via L' } }),
    'ana@x.example',
  ],
  [
    'the fields of a form',
    mailWith({ text: 'New message!\n\nName: Karl\nE-Mail: karl@x.example\nText: It broke.' }),
    'karl@x.example',
  ],
  [
    'labels above their values',
    mailWith({ text: 'Name\nKarl\nEmail\nkarl@x.example\nText\nIt broke.' }),
    'karl@x.example',
  ],
  ['a signature', mailWith({ text: 'Hi,\n\ncall me.\n\nKim\nPhone: 1\nEmail: kim@work.example' }), undefined],
  [
    'a form in Japanese',
    mailWith({ text: 'お名前：カール\nメールアドレス：karl@x.example\n内容：鍵が開きません。' }),
    'karl@x.example',
  ],
  [
    'two people in fields',
    mailWith({ text: 'Owner: A <a@x.example>\nSecond: B <b@x.example>\n\nB must not.' }),
    undefined,
  ],
  [
    'an answer with fields',
    mailWith({ header: { 'In-Reply-To': '<1@x>' }, text: 'Name: K\nEmail: k@x.example' }),
    undefined,
  ],
  [
    'a quoted mail',
    mailWith({ text: 'No.\n\nFrom: B <b@x.example>\nSent: 2 November 2026\nSubject: Hi\n\nHi' }),
    undefined,
  ],
  ['somebody mentioned', mailWith({ text: 'Please send the bill to karl@x.example, he pays.' }), undefined],
  [
    'a list’s own address',
    mailWith({ replyTo: 'l@x.example', header: { 'List-Post': '<mailto:l@x.example>' } }),
    undefined,
  ],
  ['the group itself', mailWith({ replyTo: 'support@acme.example' }), undefined],
  ['our alias', mailWith({ replyTo: 'support+x@acme.example' }), undefined],
  ['our reply address', mailWith({ replyTo: 'reply+x@reply.acme.example' }), undefined],
  ['the same person', mailWith({ replyTo: 'kim@example.org' }), undefined],
  ['nobody', mailWith({ replyTo: '<>' }), undefined],
  ['a broken address', mailWith({ replyTo: '<a b@x.example>' }), undefined],
  ['a machine', mailWith({ replyTo: 'no-reply@x.example' }), undefined],
])('knows whom a mail names besides its sender: %s', (_what, mail, email) => {
  expect(answerTo(mail, own)?.email).toBe(email);
});

it('sees a person behind our own address and behind forms of another domain, and nobody behind a shop', () => {
  const named = { replyTo: 'ana@x.example' };
  expect(authorBehind(mailWith({ ...from('support@acme.example'), ...named }), own)?.email).toBe(
    'ana@x.example',
  );
  expect(authorBehind(mailWith({ ...from('noreply@form.example'), ...named }), own)?.email).toBe(
    'ana@x.example',
  );
  expect(authorBehind(mailWith({ ...from('noreply@mail.x.example'), ...named }), own)).toBeNull();
  expect(authorBehind(mailWith(named), own)).toBeNull();
});

it('sees a person behind a form’s own address where its fields hold a question, and none behind a notice', () => {
  const fields = (last: string) => ({
    ...from('noreply@form.example'),
    text: `Email: ana@x.example\n${last}`,
  });
  expect(authorBehind(mailWith(fields('Message: The lock does not open.')), own)?.email).toBe(
    'ana@x.example',
  );
  expect(authorBehind(mailWith(fields('Device: Chrome 120 on Windows 10 desktop')), own)).toBeNull();
});

it.each([
  { header: { 'Delivered-To': 'support@acme.example' } },
  { header: { 'X-Forwarded-For': 'support@acme.example in@host.example' } },
  { header: { 'Original-Recipient': 'rfc822;support@acme.example' } },
  { header: { Received: 'from a by b with ESMTPS id 1 for <Support@acme.example>; Mon' } },
  { bcc: ['support@acme.example'] },
  { to: ['support+sales@acme.example'] },
  { to: ['<support%2Bsales@acme.example>'] },
  { header: { 'X-Gm-Original-To': 'support@acme.example' } },
  { header: { 'X-MS-Exchange-Organization-OriginalEnvelopeRecipients': 'rfc822;support@acme.example' } },
  { header: { 'X-Apparently-To': 'support@acme.example; Mon, 30 Nov 2026 09:00:00 +0000' } },
  { header: { Received: 'from a by b for <@relay.example:support@acme.example>; Mon' } },
])('finds the support address wherever it was written down: %o', (parts) => {
  expect(deliveredTo(mailWith(parts))).toContain('support@acme.example');
});

it.each([
  ['reply%2BTOKEN@in.example', 'reply+TOKEN@in.example'],
  ['"reply+TOKEN"@in.example', 'reply+TOKEN@in.example'],
  ['reply+TO\u00adKEN@in.example', 'reply+TOKEN@in.example'],
  ['reply+TO\r\n KEN@in.example', 'reply+TOKEN@in.example'],
])('mends a reply address that was written differently on the way: %j', (written, address) => {
  expect(mended(written)).toBe(address);
});

it('puts a folded Message-ID together again', () => {
  expect(messageIdsOf('<token.deli\r\n very@in.example> <b@c>')).toEqual([
    'token.delivery@in.example',
    'b@c',
  ]);
  expect(messageIdsOf('a@b c@d')).toEqual(['a@b', 'c@d']);
});

it.each([
  ['Re: Your bicycle', 'Your bicycle', true],
  ['AW: Re: Fwd: Your bicycle', 'your  bicycle', true],
  ['Re: A very long subject that was cut', 'A very long subject that…', true],
  ['AW: [EXTERNAL] Re: Your bicycle', 'Your bicycle', true],
  ['***SPAM*** Your bicycle', 'Your bicycle', true],
  ['[New] Your lamp', 'Your bicycle', false],
  ['Something else: winter tyres', 'Your bicycle', false],
])('compares subjects as people do: %s', (one, other, same) => {
  expect(sameSubject(one, other)).toBe(same);
});
