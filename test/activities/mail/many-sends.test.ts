import { ApplicationFailure } from '@temporalio/common';
import { eq } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import type { ServerClient } from 'postmark';
import pino from 'pino';
import { expect, it } from 'vitest';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { sendMail, type SendMailDependencies } from '../../../activities/mail/send-mail.ts';
import { connect } from '../../../db/connection/database.ts';
import { createDelivery, findDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { customers } from '../../../db/schema/schema.ts';
import { newId, type DeliveryId } from '../../../domain/ids.ts';
import { startMailbox } from '../../../mailbox/mailbox.ts';
import { createTestDatabase } from '../../support/stack/database.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import {
  audit,
  CLIENT_TIMEOUT,
  plan,
  someRecipients,
  TIMING,
  type Sent,
} from '../../support/mail/send-fates.ts';

const mail = {
  inboundDomain: 'reply.example.test',
  inboundAddress: null,
  replyAddressSecrets: [randomBytes(24).toString('hex')],
};

type Death = 'before' | 'accepted';

/** Its worker died with the call in flight: whatever the provider did, nobody is left to write it down. */
function dyingWith(postmark: ServerClient, after: Death): { client: ServerClient; died: Promise<void> } {
  let die = () => {};
  const died = new Promise<void>((resolve) => (die = resolve));
  const sendEmail: ServerClient['sendEmail'] = async (message) => {
    if (after === 'accepted') await postmark.sendEmail(message).catch(() => undefined);
    die();
    return new Promise(() => {});
  };
  return { client: Object.assign(Object.create(postmark) as ServerClient, { sendEmail }), died };
}

/** Attempts as Temporal would make them, the first of which may die. */
async function bring(deps: SendMailDependencies, deliveryId: DeliveryId, dying: Death | null) {
  if (dying) {
    const { client, died } = dyingWith(deps.postmark, dying);
    void sendMail({ ...deps, postmark: client }, { deliveryId }).catch(() => undefined);
    await died;
  }
  for (let attempt = 0; attempt < 40; attempt++) {
    const failure = await sendMail(deps, { deliveryId }).then(
      () => null,
      (error: unknown) => error,
    );
    if (!failure) return;
    if (!(failure instanceof ApplicationFailure)) throw new Error('It failed.', { cause: failure });
    await new Promise((resolve) => setTimeout(resolve, Number(failure.nextRetryDelay ?? 50)));
  }
  throw new Error('It never ended.');
}

it('brings thirty replies through everything a provider does, each exactly once outside the documented window', async () => {
  await using database = await createTestDatabase();
  const connection = connect(database.url);
  const { db } = connection;
  const mailbox = await startMailbox({
    port: await freePort(),
    serverToken: 'token',
    behaviour: { mode: 'ok', plan },
  });
  const postmark = createPostmark({ postmarkToken: 'token', postmarkUrl: mailbox.url }, CLIENT_TIMEOUT);
  const deps = { db, postmark, log: pino({ level: 'silent' }), mailTiming: TIMING };
  const seed = await seedConversation(db);

  const write = async (recipient: string, automatic: boolean) => {
    await db.update(customers).set({ email: recipient }).where(eq(customers.id, seed.customerId));
    const author = automatic
      ? ({ by: 'assistant' } as const)
      : ({ by: 'agent', agentId: seed.agentId } as const);
    const messageId = await seed.say(author, 'Try it.');
    const deliveryId: DeliveryId = newId('dlv');
    const { conversationId } = seed;
    await createDelivery(db, { deliveryId, messageIds: [messageId], conversationId, mail });
    return { recipient, automatic, deliveryId };
  };
  // No api listens here, so what only an event tells stays untold.
  const written: (Awaited<ReturnType<typeof write>> & { dying?: Death })[] = [];
  for (const [index, recipient] of someRecipients(30, { without: ['told'] }).entries())
    written.push(await write(recipient, index % 2 === 1));
  for (const index of [0, 1, 2, 3])
    written.push({
      ...(await write(`fine+killed-${index}@example.org`, index > 1)),
      dying: index % 2 ? 'accepted' : 'before',
    });

  await Promise.all(written.map(({ deliveryId, dying }) => bring(deps, deliveryId, dying ?? null)));
  const sent: Sent[] = [];
  for (const each of written) {
    const { state = 'failed', providerId = null } = (await findDelivery(db, each.deliveryId)) ?? {};
    sent.push({ ...each, state, providerId });
  }
  const doubled = audit(sent, mailbox.ledger(), { killed: true });
  console.log(
    `${sent.length} sends, ${mailbox.ledger().length} mails, ${doubled} doubled in the documented window`,
  );
  expect(doubled).toBeGreaterThan(0);
  await mailbox.stop();
  await connection.close();
});
