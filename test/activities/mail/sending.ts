import { ApplicationFailure } from '@temporalio/common';
import { eq } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { expect } from 'vitest';
import { createPostmark } from '../../../activities/mail/postmark-client.ts';
import { sendMail } from '../../../activities/mail/send-mail.ts';
import { connect } from '../../../db/connection/database.ts';
import { createDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { messages } from '../../../db/schema/schema.ts';
import { attachToMessage } from '../../../db/files/attachments.ts';
import { newId, type AttachmentId, type DeliveryId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { startMailbox, type Mailbox } from '../../../mailbox/mailbox.ts';
import { createTestDatabase } from '../../support/stack/database.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { seedConversation, type Seed } from '../../support/rows/seed-conversation.ts';
import { createUndo } from '../../support/undo.ts';

export const LOOKUPS = [40, 120, 250];
/** Seconds: how long the client waits for a provider that hangs. */
export const TIMEOUT = 0.4;

export const mail: MailIdentity = {
  inboundDomain: 'reply.example.test',
  inboundAddress: null,
  replyAddressSecrets: [randomBytes(24).toString('hex')],
};

interface Setup extends AsyncDisposable {
  mailbox: Mailbox;
  seed: Seed;
  db: ReturnType<typeof connect>['db'];
  /** A reply by the agent that waits to be sent. */
  reply(text?: string, more?: { cc?: string[]; files?: AttachmentId[] }): Promise<DeliveryId>;
  /** One attempt, as Temporal would make it. */
  attempt(id: DeliveryId): Promise<{ state: string } | ApplicationFailure>;
  /** Attempts until the activity ends, waiting as long as it asks to. */
  send(id: DeliveryId): Promise<{ state: string; attempts: number }>;
}

export async function setUp(): Promise<Setup> {
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
      const { cc, files = [] } = more ?? {};
      if (cc) await db.update(messages).set({ cc }).where(eq(messages.id, messageId));
      await attachToMessage(db, { ids: files, conversationId, messageId });
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
