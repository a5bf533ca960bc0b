import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { conversations, customers } from '../../../db/schema/schema.ts';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

const SUPPORT = 'support@acme.example';
const VERIFIED = { Name: 'X-Spam-Tests', Value: 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS' };
const from = (Email: string, Name = '') => ({ From: Email, FromFull: { Email, Name } });
const elsewhere = (address: string) => ({
  ...{ To: 'info@acme.example', ToFull: [{ Email: 'info@acme.example' }] },
  OriginalRecipient: address,
  MailboxHash: '',
});

it.each([
  [
    'Delivered-To',
    { ...elsewhere('in@other.example'), Headers: [VERIFIED, { Name: 'Delivered-To', Value: SUPPORT }] },
  ],
  [
    'X-Original-To',
    { ...elsewhere('in@other.example'), Headers: [VERIFIED, { Name: 'X-Original-To', Value: SUPPORT }] },
  ],
  ['Bcc', { ...elsewhere('in@other.example'), BccFull: [{ Email: SUPPORT }] }],
  [
    'the trace',
    {
      ...elsewhere('in@other.example'),
      Headers: [
        VERIFIED,
        { Name: 'Received', Value: `from a by mx with ESMTP id 7 for <${SUPPORT}>; today` },
      ],
    },
  ],
  ['the address that support forwards to', elsewhere('forward@reply.example.test')],
  ['an alias with a plus', { ...elsewhere('support+sales@acme.example') }],
])('begins a conversation where the support address stands in %s only', async (_where, parts) => {
  await using rig = await startWebhooks();
  expect((await rig.post('/inbound', inboundJson('in@other.example', parts))).body).toEqual({
    result: 'taken',
  });
});

it('shows whom a contact form and a group name as the author, and takes neither silently', async () => {
  await using rig = await startWebhooks();
  const form = { ...from('website@example.com', 'Website'), ReplyTo: 'Karl <karl@home.example>' };
  const group = {
    ...from('helpdesk@example.com', "'Ana' via Helpdesk"),
    ReplyTo: 'helpdesk@example.com',
    Headers: [VERIFIED, { Name: 'X-Original-From', Value: 'Ana <ana@strict.example>' }],
  };
  for (const parts of [form, group]) await rig.post('/inbound', inboundJson(SUPPORT, parts));
  const emails = await rig.emails();
  expect(emails.map(({ answerTo, fromEmail }) => [fromEmail, answerTo])).toEqual([
    ['website@example.com', { email: 'karl@home.example', name: 'Karl' }],
    ['helpdesk@example.com', { email: 'ana@strict.example', name: 'Ana' }],
  ]);
});

it.each([
  ['our own group', from(SUPPORT, "'Ana' via Support")],
  ['a form that nobody answers', from('noreply@forms.example')],
  ['a form of a content system', from('wordpress@forms.example')],
])('begins a conversation with what a person sent by %s', async (_how, parts) => {
  await using rig = await startWebhooks();
  const json = inboundJson(SUPPORT, { ...parts, ReplyTo: 'Ana <ana@strict.example>' });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  const [email] = await rig.emails();
  expect(email).toMatchObject({ machine: null, answerTo: { email: 'ana@strict.example' } });
});

it('has no customer yet for what came in our own name, and lets it speak all the same', async () => {
  await using rig = await startWebhooks();
  const json = inboundJson(SUPPORT, { ...from(SUPPORT), ReplyTo: 'ana@strict.example' });
  await rig.post('/inbound', json);
  const id = (await rig.emails())[0]!.conversationId!;
  const [row] = await rig.db.select().from(conversations).where(eq(conversations.id, id));
  expect(row?.customerId).toBeNull();
  expect(rig.signals[0]?.input).toMatchObject({ author: 'customer' });
});

it.each([
  ['a shop’s notice', { ...from('noreply@shop.example'), ReplyTo: 'help@shop.example' }],
  ['our own mail come back', { ...from(SUPPORT), ReplyTo: 'reply+x@reply.example.test' }],
  [
    'an automatic answer',
    {
      ...from('noreply@forms.example'),
      ReplyTo: 'ana@strict.example',
      Headers: [VERIFIED, { Name: 'Auto-Submitted', Value: 'auto-replied' }],
    },
  ],
])('still knows the machine behind %s', async (_what, parts) => {
  await using rig = await startWebhooks();
  expect((await rig.post('/inbound', inboundJson(SUPPORT, parts))).body).toEqual({ result: 'automatic' });
});

it('keeps a mail whose sender’s address is broken in quarantine, and makes nobody else’s address of it', async () => {
  await using rig = await startWebhooks();
  const json = { ...inboundJson(SUPPORT), From: '"A B" <a b@client.example>', FromFull: null };
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'no_sender' });
  expect(await rig.db.select().from(customers).where(eq(customers.email, 'ab@client.example'))).toEqual([]);
});

it.each([
  ['"Ingrid Solberg"', 'Ingrid Solberg'],
  ['boss@acme.example', ''],
])('takes no quotation marks and nobody’s address for a name: %s', async (written, name) => {
  await using rig = await startWebhooks();
  await rig.post('/inbound', inboundJson(SUPPORT, from('ingrid@fjord.example', written)));
  expect((await rig.emails())[0]).toMatchObject({ fromEmail: 'ingrid@fjord.example', fromName: name });
});

it('has no sender where whoever parsed the mail before joined the parts of a broken address', async () => {
  await using rig = await startWebhooks();
  const json = { ...from('ab@client.example'), From: '"A B" <a b@client.example>' };
  expect((await rig.post('/inbound', inboundJson(SUPPORT, json))).body).toEqual({ result: 'no_sender' });
});

it('offers the person behind a form’s own address by its fields, and lets them speak', async () => {
  await using rig = await startWebhooks();
  const TextBody = 'New submission\n\nName: Karl\nEmail: karl@home.example\nMessage: The lock does not open.';
  const json = inboundJson(SUPPORT, { ...from('noreply@forms.example'), TextBody });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  expect((await rig.emails())[0]).toMatchObject({ machine: null, answerTo: { email: 'karl@home.example' } });
});
