import { ApplicationFailure } from '@temporalio/common';
import { eq } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import pino from 'pino';
import { expect, it } from 'vitest';
import { createPostmark } from '../../../activities/email/postmark-client.ts';
import { sendMail } from '../../../activities/email/send-mail.ts';
import { connect } from '../../../db/database.ts';
import { claimDelivery, createDelivery, findDelivery, noteAcceptance } from '../../../db/deliveries.ts';
import { applyDeliveryNews } from '../../../db/delivery-news.ts';
import { customers, deliveries, messages } from '../../../db/schema.ts';
import { suppress } from '../../../db/suppressions.ts';
import { readTranscript } from '../../../db/transcript.ts';
import { newId, type DeliveryId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail-envelope.ts';
import type { BehaviourMode } from '../../../mailbox/behaviour.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { startMailbox, type Mailbox } from '../../../mailbox/mailbox.ts';
import { createTestDatabase } from '../../support/database.ts';
import { freePort } from '../../support/free-port.ts';
import { seedConversation, type Seed } from '../../support/seed-conversation.ts';
import { createUndo } from '../../support/undo.ts';

const LOOKUPS = [40, 120, 250];
/** Seconds: how long the client waits for a provider that hangs. */
const TIMEOUT = 0.4;

const mail: MailIdentity = {
  inboundDomain: 'reply.example.test',
  inboundAddress: null,
  replyAddressSecrets: [randomBytes(24).toString('hex')],
};

interface Setup extends AsyncDisposable {
  mailbox: Mailbox;
  seed: Seed;
  db: ReturnType<typeof connect>['db'];
  /** A reply by the agent that waits to be sent. */
  reply(text?: string, more?: { cc: string[] }): Promise<DeliveryId>;
  /** One attempt, as Temporal would make it. */
  attempt(id: DeliveryId): Promise<{ state: string } | ApplicationFailure>;
  /** Attempts until the activity ends, waiting as long as it asks to. */
  send(id: DeliveryId): Promise<{ state: string; attempts: number }>;
}

async function setUp(): Promise<Setup> {
  const undo = createUndo();
  const database = await createTestDatabase();
  undo.defer(() => database[Symbol.asyncDispose]());
  const connection = connect(database.url);
  undo.defer(() => connection.close());
  const mailbox = await startMailbox({ port: await freePort(), serverToken: 'token' });
  undo.defer(() => mailbox.stop());
  const { db } = connection;
  const postmark = createPostmark({ postmarkToken: 'token', postmarkUrl: mailbox.url }, TIMEOUT);
  const deps = { db, postmark, log: pino({ level: 'silent' }), mailTiming: { lookupsMs: LOOKUPS } };
  const seed = await seedConversation(db);

  const attempt = (deliveryId: DeliveryId) =>
    sendMail(deps, { deliveryId }).catch((error: unknown) => {
      if (error instanceof ApplicationFailure) return error;
      throw error;
    });
  return {
    mailbox,
    seed,
    db,
    attempt,
    reply: async (text = 'Try turning it on.', more) => {
      const deliveryId: DeliveryId = newId('dlv');
      const messageId = await seed.say({ by: 'agent', agentId: seed.agentId }, text);
      const { conversationId } = seed;
      if (more) await db.update(messages).set(more).where(eq(messages.id, messageId));
      await db.transaction((tx) =>
        createDelivery(tx, { deliveryId, messageIds: [messageId], conversationId, mail }),
      );
      return deliveryId;
    },
    send: async (id) => {
      for (let attempts = 1; ; attempts++) {
        const result = await attempt(id);
        if (!(result instanceof ApplicationFailure)) return { state: result.state, attempts };
        expect(result.nonRetryable).not.toBe(true);
        if (attempts > 20) throw new Error('It never ended.');
        await new Promise((resolve) => setTimeout(resolve, Number(result.nextRetryDelay ?? 20)));
      }
    },
    [Symbol.asyncDispose]: () => undo.all(),
  };
}

it('sends an agent’s reply with everything that brings the answer back', async () => {
  await using setup = await setUp();
  const { mailbox, seed, db } = setup;
  await seed.say({ by: 'customer' }, 'How do I start it?');
  const first = await setup.reply();
  expect(await setup.send(first)).toEqual({ state: 'sent', attempts: 1 });
  const second = await setup.reply('Did it work?');
  await setup.send(second);

  const [one, two] = mailbox.ledger();
  expect(mailbox.ledger()).toHaveLength(2);
  expect(one).toMatchObject({
    from: '"Ana (Acme)" <support@acme.example>',
    to: 'kim@example.org',
    metadata: { delivery: first },
  });
  expect(one?.subject).toBe('How do I start it?');
  expect(two?.subject).toBe('Re: How do I start it?');
  expect(one?.replyTo).toMatch(/^reply\+[0-9a-z]{31}@reply\.example\.test$/);
  expect(one?.text).toContain('you wrote:\n> How do I start it?');
  expect(two?.text).not.toContain('How do I start it?');
  const id = (await findDelivery(db, first))?.rfcMessageId;
  expect(one && headerOf(one, 'Message-ID')).toBe(`<${id}>`);
  expect(two && headerOf(two, 'In-Reply-To')).toBe(`<${id}>`);
  expect(two && headerOf(two, 'References')).toBe(`<${id}> ${two && headerOf(two, 'Message-ID')}`);
  const [, replied] = await readTranscript(db, { conversationId: seed.conversationId, afterRevision: 0 });
  expect(replied?.delivery).toMatchObject({ to: 'kim@example.org', state: 'sent', reason: null });
});

it('sends nothing twice when an attempt is repeated', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  await setup.send(id);
  expect(await setup.send(id)).toEqual({ state: 'sent', attempts: 1 });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});

it('freezes the mail once, whoever asks again', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  const before = await findDelivery(setup.db, id);
  await setup.db
    .update(customers)
    .set({ email: 'other@example.org' })
    .where(eq(customers.id, setup.seed.customerId));
  const { conversationId } = setup.seed;
  await createDelivery(setup.db, {
    deliveryId: id,
    messageIds: [before?.messageId ?? 'msg_'],
    conversationId,
    mail,
  });
  expect(await findDelivery(setup.db, id)).toEqual(before);
});

const DEFINITE: BehaviourMode[] = ['rate-limited', 'error-500', 'error-503'];
it.each(DEFINITE)('waits and sends once when the provider says %s', async (mode) => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode, times: 3 });
  expect(await setup.attempt(id)).toBeInstanceOf(ApplicationFailure);
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'pending', attempts: 0 });
  expect(await setup.send(id)).toEqual({ state: 'sent', attempts: 3 });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});

const AMBIGUOUS: BehaviourMode[] = [
  'reset-before-accept',
  'bad-gateway',
  'accept-then-reset',
  'accept-then-hang',
  'accept-then-bad-gateway',
];
it.each(AMBIGUOUS)(
  'looks up before it sends again after %s, and the customer gets one mail',
  async (mode) => {
    await using setup = await setUp();
    const id = await setup.reply();
    setup.mailbox.behave({ mode, times: 1 });
    expect(await setup.attempt(id)).toMatchObject({ type: 'mail_unknown' });
    expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'unknown' });
    expect(await setup.send(id)).toMatchObject({ state: 'sent' });
    expect(setup.mailbox.ledger()).toHaveLength(1);
    expect(await findDelivery(setup.db, id)).toMatchObject({
      state: 'sent',
      providerId: setup.mailbox.ledger()[0]?.id,
    });
  },
);

it('waits for an index that lags', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'accept-then-reset', times: 1, indexLagMs: 100 });
  expect(await setup.send(id)).toMatchObject({ state: 'sent' });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});

it('doubles a mail in the documented window only, and says unknown rather than send a third', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'accept-then-reset', indexLagMs: 60_000 });
  expect(await setup.send(id)).toMatchObject({ state: 'unknown' });
  expect(setup.mailbox.ledger()).toHaveLength(2);
  expect(new Set(setup.mailbox.ledger().map((each) => headerOf(each, 'Message-ID'))).size).toBe(1);
  expect(await setup.send(id)).toMatchObject({ state: 'unknown' });
  expect(setup.mailbox.ledger()).toHaveLength(2);
});

it('takes up a send that a killed worker left behind', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  await claimDelivery(setup.db, { id, from: 'pending', at: new Date() });
  expect(await setup.attempt(id)).toMatchObject({ type: 'mail_unknown' });
  expect(await setup.send(id)).toMatchObject({ state: 'sent' });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});

it('fails at once, in words, for an address that does not accept mail', async () => {
  await using setup = await setUp();
  const { customerId } = setup.seed;
  await setup.db.update(customers).set({ email: 'inactive@example.org' }).where(eq(customers.id, customerId));
  const id = await setup.reply();
  expect(await setup.send(id)).toEqual({ state: 'failed', attempts: 1 });
  expect((await findDelivery(setup.db, id))?.reason).toMatch(/does not accept mail/);
  expect(setup.mailbox.ledger()).toEqual([]);
});

it('says that the customer gets nothing when the provider mails only the copies', async () => {
  await using setup = await setUp();
  const { customerId } = setup.seed;
  await setup.db.update(customers).set({ email: 'inactive@example.org' }).where(eq(customers.id, customerId));
  const id = await setup.reply('Try it.', { cc: ['ben@example.org'] });
  expect(await setup.send(id)).toMatchObject({ state: 'failed' });
  expect(await findDelivery(setup.db, id)).toMatchObject({
    state: 'failed',
    reason: expect.stringMatching(/does not accept mail.*copies left/i) as string,
  });
});

it('calls a mail sent although one in copy takes none', async () => {
  await using setup = await setUp();
  const id = await setup.reply('Try it.', { cc: ['inactive@example.org'] });
  expect(await setup.send(id)).toMatchObject({ state: 'sent' });
});

const stopped = { reason: 'bounced', detail: 'No such user.' } as const;

it('mails nobody in copy whose address bounced', async () => {
  await using setup = await setUp();
  const { projectId } = setup.seed;
  await suppress(setup.db, { projectId, email: 'ben@example.org', ...stopped });
  const id = await setup.reply('Try it.', { cc: ['ben@example.org', 'lee@example.org'] });
  await setup.send(id);
  expect(setup.mailbox.ledger()).toMatchObject([{ to: 'kim@example.org', cc: 'lee@example.org' }]);
});

it('sends a mail nobody knows of no second time to an address that bounced meanwhile', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'reset-before-accept', times: 1 });
  await setup.attempt(id);
  await suppress(setup.db, { projectId: setup.seed.projectId, email: 'kim@example.org', ...stopped });
  expect(await setup.send(id)).toMatchObject({ state: 'unknown' });
  expect(setup.mailbox.ledger()).toEqual([]);
});

it('believes an event about a mail that the provider said it had not taken', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'error-500', times: 1 });
  await setup.attempt(id);
  await noteAcceptance(setup.db, id, 'accepted-after-all');
  expect(await setup.send(id)).toEqual({ state: 'sent', attempts: 1 });
  expect(setup.mailbox.ledger()).toEqual([]);
});

it.each(['sending', 'unknown'] as const)(
  'says that nobody knows when a day of trying ended with a mail that was %s',
  async (state) => {
    await using setup = await setUp();
    const id = await setup.reply();
    await claimDelivery(setup.db, { id, from: 'pending', at: new Date() });
    await setup.db.update(deliveries).set({ state, reason: 'We are asking.' });
    const detail = 'The mail provider did not take the mail for a whole day.';
    const at = new Date().toISOString();
    await applyDeliveryNews(setup.db, [{ deliveryId: id, state: 'failed', detail, at }]);
    expect(await findDelivery(setup.db, id)).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/never said whether/) as string,
    });
  },
);

it('tries again later when nobody listens, without counting the send', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  const closed = createPostmark(
    { postmarkToken: 'token', postmarkUrl: `http://127.0.0.1:${await freePort()}` },
    TIMEOUT,
  );
  const deps = {
    db: setup.db,
    postmark: closed,
    log: pino({ level: 'silent' }),
    mailTiming: { lookupsMs: LOOKUPS },
  };
  await expect(sendMail(deps, { deliveryId: id })).rejects.toMatchObject({ type: 'mail_refused_for_now' });
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'pending', attempts: 0 });
});

it('does not send again while the provider cannot be asked', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  const sends: string[] = [];
  const server = createServer((req, res) => {
    if (req.method === 'POST') sends.push(req.url ?? '');
    res.destroy();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${port}`;
  const postmark = createPostmark({ postmarkToken: 'token', postmarkUrl: url }, TIMEOUT);
  const deps = { db: setup.db, postmark, log: pino({ level: 'silent' }), mailTiming: { lookupsMs: [1, 2] } };
  for (let i = 0; i < 5; i++)
    await expect(sendMail(deps, { deliveryId: id })).rejects.toBeInstanceOf(ApplicationFailure);
  expect(sends).toEqual(['/email']);
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'unknown' });
  await new Promise((resolve) => server.close(resolve));
});

it('lets the provider’s events have the last word', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  const at = new Date().toISOString();
  setup.mailbox.behave({ mode: 'accept-then-reset', times: 1 });
  await setup.attempt(id);
  await setup.db.transaction((tx) =>
    applyDeliveryNews(tx, [{ deliveryId: id, state: 'bounced', detail: 'No such user.', at }]),
  );
  await setup.db.transaction((tx) =>
    applyDeliveryNews(tx, [{ deliveryId: id, state: 'delivered', detail: '', at }]),
  );
  expect(await setup.send(id)).toEqual({ state: 'bounced', attempts: 1 });
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'bounced', reason: 'No such user.' });
  const transcript = await readTranscript(setup.db, {
    conversationId: setup.seed.conversationId,
    afterRevision: 1,
  });
  expect(transcript[0]?.delivery?.state).toBe('bounced');
});

it('believes an event that names the mail before the conversation has heard of it', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  setup.mailbox.behave({ mode: 'accept-then-reset', times: 1, indexLagMs: 60_000 });
  await setup.attempt(id);
  const accepted = setup.mailbox.ledger()[0]?.id ?? '';
  await noteAcceptance(setup.db, id, accepted);
  expect(await claimDelivery(setup.db, { id, from: 'unknown', at: new Date() })).toBeNull();
  expect(await setup.send(id)).toMatchObject({ state: 'sent' });
  expect(await findDelivery(setup.db, id)).toMatchObject({ state: 'sent', providerId: accepted });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});

it('leaves a message without a known address undelivered', async () => {
  await using setup = await setUp();
  const { conversationId } = setup.seed;
  expect(
    await createDelivery(setup.db, {
      deliveryId: newId('dlv'),
      messageIds: [newId('msg')],
      conversationId,
      mail,
    }),
  ).toBe(false);
  expect(await setup.db.select().from(deliveries)).toEqual([]);
  expect(await setup.send(newId('dlv'))).toEqual({ state: 'failed', attempts: 1 });
});
