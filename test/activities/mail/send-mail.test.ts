import { ApplicationFailure } from '@temporalio/common';
import { eq } from 'drizzle-orm';
import { createServer } from 'node:http';
import pino from 'pino';
import { expect, it } from 'vitest';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { sendMail } from '../../../activities/mail/send-mail.ts';
import { claimDelivery, createDelivery, findDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { customers, deliveries, messages } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import type { BehaviourMode } from '../../../mailbox/behaviour.ts';
import { headerOf } from '../../../mailbox/mail.ts';
import { withPictures } from '../../../mailbox/with-pictures.ts';
import { uploadedFile } from '../../support/rows/uploaded-file.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { LOOKUPS, TIMEOUT, mail, setUp } from './sending.ts';

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

it('sends a picture that its words show as part of the mail, and other files beside it', async () => {
  await using setup = await setUp();
  const { db, seed, mailbox } = setup;
  const { conversationId, projectId } = seed;
  const file = { projectId, conversationId, contentType: 'image/png' };
  const ids = [
    await uploadedFile(db, { ...file, name: 'shown.png', pieces: ['one', 'two'] }),
    await uploadedFile(db, { ...file, name: 'beside.png' }),
  ];
  await setup.send(await setup.reply('Look: ![shown.png]', { files: ids }));
  const [sent] = mailbox.ledger();
  expect(sent?.html).toContain(`<img src="cid:${ids[0]}" alt="shown.png"`);
  expect(sent?.attachments?.map(({ Name, ContentID }) => [Name, ContentID])).toEqual([
    ['shown.png', `cid:${ids[0]}`],
    ['beside.png', ''],
  ]);
  expect(sent && withPictures(sent)).toContain(
    `src="data:image/png;base64,${Buffer.from('onetwo').toString('base64')}"`,
  );
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

it('asks the provider before the first try of a mail that was written before this process began', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  await setup.send(id);
  // As the tables are after a restore to the moment before the mail left.
  const { messageId } = (await findDelivery(setup.db, id))!;
  const before = { state: 'pending', attempts: 0, providerId: null } as const;
  await setup.db.update(deliveries).set(before).where(eq(deliveries.id, id));
  const at = new Date(performance.timeOrigin - 1_000);
  await setup.db.update(messages).set({ createdAt: at }).where(eq(messages.id, messageId));
  expect(await setup.send(id)).toEqual({ state: 'sent', attempts: 1 });
  expect(setup.mailbox.ledger()).toHaveLength(1);
  expect((await findDelivery(setup.db, id))?.providerId).toBe(setup.mailbox.ledger()[0]?.id);
});

it('sends a mail that was written before this process began when the provider does not know it', async () => {
  await using setup = await setUp();
  const id = await setup.reply();
  const { messageId } = (await findDelivery(setup.db, id))!;
  const at = new Date(performance.timeOrigin - 1_000);
  await setup.db.update(messages).set({ createdAt: at }).where(eq(messages.id, messageId));
  expect(await setup.send(id)).toEqual({ state: 'sent', attempts: 1 });
  expect(setup.mailbox.ledger()).toHaveLength(1);
});
