import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  agents,
  conversations,
  customerAddresses,
  customers,
  mailsOverBudget,
} from '../../../db/schema/schema.ts';
import { newId, siblingId, type ConversationId } from '../../../domain/ids.ts';
import { deliveryMessageId } from '../../../domain/mail/address/mail-message-id.ts';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

const SUPPORT = 'support@acme.example';
const AGENT = 'ana@acme.example';
const VERIFIED = [{ Name: 'X-Spam-Tests', Value: 'DKIM_VALID_AU' }];
const from = (email: string, name = '') => ({ From: email, FromFull: { Email: email, Name: name } });
const FORWARD = `Can somebody help her?

---------- Forwarded message ---------
From: Bo Berg <bo@customer.example>
Date: Tue, Nov 24, 2026
Subject: It does not start
To: ${AGENT}

It does not start.`;

async function startWithAgent() {
  const rig = await startWebhooks();
  await rig.db.update(agents).set({ email: AGENT }).where(eq(agents.id, rig.seed.agentId));
  return rig;
}

it('begins a conversation of the original sender with a mail that an agent forwarded', async () => {
  await using rig = await startWithAgent();
  const parts = {
    ...from(AGENT, 'Ana'),
    Subject: 'Fwd: It does not start',
    Date: 'Mon, 30 Nov 2026 09:00:00 +0000',
    TextBody: FORWARD,
    Headers: VERIFIED,
  };
  const json = inboundJson(SUPPORT, parts);
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  const [email] = await rig.emails();
  expect(email).toMatchObject({
    fromEmail: 'bo@customer.example',
    subject: 'It does not start',
    replyText: 'It does not start.',
    verdict: 'unverified',
    forwardedBy: rig.seed.agentId,
    conversationId: siblingId('cnv', email!.id),
  });
  expect(rig.signals[0]?.input).toMatchObject({
    from: { email: 'bo@customer.example', name: 'Bo Berg' },
    forwarded: { agentId: rig.seed.agentId, words: 'Can somebody help her?' },
  });
  const [begun] = await rig.db
    .select({ email: customers.email })
    .from(conversations)
    .innerJoin(customers, eq(customers.id, conversations.customerId))
    .where(eq(conversations.id, siblingId('cnv', email!.id)));
  expect(begun?.email).toBe('bo@customer.example');
  expect((await rig.post('/inbound', { ...json, MessageID: 'again' })).body).toEqual({
    result: 'already_taken',
  });
});

it('keeps a forward that nothing proves to be an agent’s', async () => {
  await using rig = await startWithAgent();
  const parts = { ...from(AGENT), TextBody: FORWARD, Headers: [] };
  expect((await rig.post('/inbound', inboundJson(SUPPORT, parts))).body).toEqual({
    result: 'unproven_forward',
  });
  expect(rig.signals).toEqual([]);
});

it('takes an agent’s ordinary mail to the support address as anybody’s', async () => {
  await using rig = await startWithAgent();
  const json = inboundJson(SUPPORT, { ...from(AGENT), TextBody: 'Does this work?', Headers: VERIFIED });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  expect((await rig.emails())[0]).toMatchObject({ fromEmail: AGENT, forwardedBy: null });
});

const VERIFICATIONS: [from: string, subject: string][] = [
  ['feedback@slack.com', 'Confirm your email address on Slack'],
  ['no-reply@slack.com', 'Slack confirmation code: ABC-123'],
  ['noreply@github.com', '[GitHub] Please verify your email address'],
  ['appleid@id.apple.com', 'Verify your Apple ID email address'],
  ['no-reply@accounts.google.com', 'Google Verification Code'],
  ['account-security-noreply@accountprotection.microsoft.com', 'Microsoft account security code'],
  ['team@notion.so', 'Your temporary Notion login code is 123456'],
  ['hello@app.example', 'Your one-time code'],
  ['hello@app.example', '123456 is your verification code'],
  ['hello@app.example', 'Activate your account'],
  ['hello@app.example', 'Reset your password'],
  ['hello@app.example', 'Your magic link'],
  ['hello@app.example', 'Kim invited you to join the Acme workspace'],
  ['hello@app.example', 'Bestätige deine E-Mail-Adresse'],
  ['hello@app.example', 'Confirmez votre adresse e-mail'],
  ['hello@app.example', 'Confirma tu correo electrónico'],
  ['hello@app.example', 'Conferma il tuo indirizzo e-mail'],
  ['hello@app.example', 'Подтвердите адрес'],
  ['hello@app.example', '您的验证码是 123456'],
  ['hello@app.example', '認証コードのお知らせ'],
];

it('shows no service’s verification mail to anybody but agents, and that apart', async () => {
  await using rig = await startWebhooks();
  for (const [sender, Subject] of VERIFICATIONS) {
    const json = inboundJson(rig.address, { ...from(sender), Subject, Headers: VERIFIED });
    expect([Subject, (await rig.post('/inbound', json)).body['result']]).toEqual([Subject, 'third_party']);
  }
  expect(rig.signals).toEqual([]);
  const own = inboundJson(rig.address, { Subject: 'Re: Your verification code' });
  expect((await rig.post('/inbound', own)).body).toEqual({ result: 'taken' });
  const colleague = inboundJson(rig.address, { ...from('lee@example.net'), Headers: VERIFIED });
  expect((await rig.post('/inbound', colleague)).body).toEqual({ result: 'taken' });
});

it('keeps a line each of what a flood brings after thirty mails of a domain within an hour, and loses nobody else’s', async () => {
  await using rig = await startWebhooks();
  const guess = (i: number) => `reply+${String(i).padStart(31, '0')}@reply.example.test`;
  const flood = Array.from({ length: 50 }, (_, i) =>
    inboundJson(guess(i), { ...from(`guess${i}@evil.example`), Headers: [] }),
  );
  const answers = await Promise.all(flood.map((json) => rig.post('/inbound', json)));
  const results = answers.map(({ status, body }) => `${status} ${body['result']}`);
  expect(results.filter((each) => each === '200 forged_reply_address')).toHaveLength(30);
  expect(results.filter((each) => each === '200 over_budget')).toHaveLength(20);
  const rows = await rig.emails();
  expect(rows).toHaveLength(31);
  expect(rows.find(({ quarantine }) => quarantine === 'over_budget')).toMatchObject({
    more: 19,
    payload: {},
  });
  const lines = await rig.db.select().from(mailsOverBudget);
  expect(lines).toHaveLength(20);
  const over = flood.filter((_json, i) => results[i] === '200 over_budget');
  expect(lines.map(({ providerId }) => providerId).sort()).toEqual(
    over.map((json) => json['MessageID']).sort(),
  );
  expect(lines[0]).toMatchObject({ subject: 'Re: How do I start it?', wantedAt: null });
  // The provider tries again.
  expect((await rig.post('/inbound', over[0])).body).toEqual({ result: 'over_budget' });
  expect(await rig.db.select().from(mailsOverBudget)).toHaveLength(20);

  const repeated = await rig.post('/inbound', flood[results.indexOf('200 forged_reply_address')]);
  expect(repeated.body).toEqual({ result: 'forged_reply_address' });
  expect(await rig.emails()).toHaveLength(31);
  const other = inboundJson(guess(99), { ...from('kim@example.net'), Headers: [] });
  expect((await rig.post('/inbound', other)).body).toEqual({ result: 'forged_reply_address' });
  const proven = inboundJson(guess(98), { ...from('real@evil.example'), Headers: VERIFIED });
  expect((await rig.post('/inbound', proven)).body).toEqual({ result: 'forged_reply_address' });
  expect((await rig.post('/inbound', inboundJson(rig.address))).body).toEqual({ result: 'taken' });
});

it('lets a confirmed address speak for the customer, and a failed sender for nobody', async () => {
  await using rig = await startWebhooks();
  const { customerId } = rig.seed;
  await rig.db.insert(customerAddresses).values({ customerId, email: 'kim@home.example' });
  await rig.post('/inbound', inboundJson(rig.address, { ...from('Kim@home.example'), Headers: [] }));
  expect(rig.signals[0]?.input).toMatchObject({ author: 'customer' });
  await rig.post('/inbound', inboundJson(rig.address, { ...from('kim@elsewhere.example'), Headers: [] }));
  expect(rig.signals[1]?.input).not.toHaveProperty('author');
});

it('remembers who was in copy, without us, and that two keys disagree', async () => {
  await using rig = await startWebhooks();
  const conversationId: ConversationId = newId('cnv');
  const { projectId, customerId } = rig.seed;
  await rig.db.insert(conversations).values({ id: conversationId, projectId, customerId, channel: 'email' });
  const other = deliveryMessageId({ deliveryId: newId('dlv'), conversationId, projectId }, rig.mail);
  const people = ['Lee@example.net', SUPPORT, 'kim@example.org', rig.address, 'no address'];
  const json = inboundJson(rig.address, {
    CcFull: people.map((Email) => ({ Email, Name: 'Lee' })),
    Headers: [...VERIFIED, { Name: 'In-Reply-To', Value: `<${other}>` }],
  });
  expect((await rig.post('/inbound', json)).body).toEqual({ result: 'taken' });
  expect((await rig.emails())[0]).toMatchObject({
    conversationId: rig.seed.conversationId,
    keysDisagree: true,
    recipients: [{ email: 'lee@example.net', name: 'Lee' }],
  });
});
