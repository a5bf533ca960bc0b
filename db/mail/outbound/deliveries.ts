import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { UNSETTLED } from '../../../domain/inbox/delivery-state.ts';
import type { ConversationId, DeliveryId, MessageId } from '../../../domain/ids.ts';
import { automaticParts, type AutomaticMail } from '../../../domain/mail/writing/automatic-parts.ts';
import { composeMail } from '../../../domain/mail/writing/compose-mail.ts';
import { threadTopic } from '../../../domain/mail/writing/mail-subject.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { DeliveryState } from '../../../domain/message.ts';
import type { Database, Queryable } from '../../connection/database.ts';
import { loadMailParts } from './mail-parts.ts';
import { conversations, deliveries, messages } from '../../schema/schema.ts';
import { touchDeliveries } from '../../conversation/transcript.ts';

export type Delivery = typeof deliveries.$inferSelect;

/**
 * Freezes the mail that brings messages to their customer. Idempotent by the delivery's id.
 * @returns false when the messages, or an address to send them to, do not exist.
 */
export async function createDelivery(
  tx: Queryable,
  wanted: {
    deliveryId: DeliveryId;
    messageIds: MessageId[];
    conversationId: ConversationId;
    mail: MailIdentity;
    automatic?: AutomaticMail;
  },
): Promise<boolean> {
  const { deliveryId, messageIds, conversationId, automatic } = wanted;
  const [messageId] = messageIds;
  const { publicUrl } = wanted.mail;
  const loaded =
    messageId && (await loadMailParts(tx, { deliveryId, messageIds, conversationId, publicUrl }));
  if (!loaded) return false;
  const parts = automatic ? automaticParts(loaded, automatic) : loaded;
  const envelope = composeMail(parts, wanted.mail);
  await tx
    .insert(deliveries)
    .values({
      id: deliveryId,
      projectId: parts.project.id,
      conversationId,
      messageId,
      envelope,
      rfcMessageId: envelope.messageId,
      ...(automatic && { automatic: automatic.purpose }),
    })
    .onConflictDoNothing();
  await tx
    .update(messages)
    .set({ deliveryId, channel: 'email' })
    .where(and(eq(messages.conversationId, conversationId), inArray(messages.id, messageIds)));
  await keepSubject(tx, { conversationId, known: loaded.subject, used: envelope.subject });
  return true;
}

/** A conversation without a subject has one from its first mail on, so that later mails stay in its thread. */
async function keepSubject(
  tx: Queryable,
  { conversationId, known, used }: { conversationId: ConversationId; known: string; used: string },
): Promise<void> {
  if (known) return;
  const subject = threadTopic(used);
  await tx.update(conversations).set({ subject }).where(eq(conversations.id, conversationId));
}

export async function findDelivery(db: Queryable, id: DeliveryId): Promise<Delivery | null> {
  const [row] = await db.select().from(deliveries).where(eq(deliveries.id, id));
  return row ?? null;
}

/**
 * Takes a delivery for one send. `attempts` counts the sends that may have reached the provider.
 * @returns null when it is not in the expected state: somebody else has it, or there is nothing left to do.
 */
export async function claimDelivery(
  db: Queryable,
  claim: { id: DeliveryId; from: 'pending' | 'unknown'; at: Date },
): Promise<Delivery | null> {
  const [row] = await db
    .update(deliveries)
    .set({ state: 'sending', attempts: sql`${deliveries.attempts} + 1`, updatedAt: claim.at })
    .where(and(eq(deliveries.id, claim.id), eq(deliveries.state, claim.from), isNull(deliveries.providerId)))
    .returning();
  return row ?? null;
}

/**
 * An event names the mail that the provider accepted. Noted at once and apart from the state, which is the conversation's
 * to change: a send that waits for an answer must not be repeated while the event is still on its way there.
 */
export async function noteAcceptance(db: Queryable, id: DeliveryId, providerId: string): Promise<void> {
  await db
    .update(deliveries)
    .set({ providerId })
    .where(and(eq(deliveries.id, id), isNull(deliveries.providerId)));
}

/**
 * Another try, because an agent decided so: a mail that failed begins anew; one of which nobody knows is looked up once
 * more and may then be sent once more, with the same Message-ID.
 * @returns false when there is nothing to try.
 */
export async function retryDelivery(
  tx: Queryable,
  { id, conversationId }: { id: DeliveryId; conversationId: ConversationId },
): Promise<boolean> {
  const state = sql`case when ${deliveries.state} = 'failed' then 'pending' else ${deliveries.state} end`;
  const attempts = sql`case when ${deliveries.state} = 'failed' then 0 else least(${deliveries.attempts}, 1) end`;
  const rows = await tx
    .update(deliveries)
    .set({ state, attempts, reason: null })
    .where(
      and(
        eq(deliveries.id, id),
        eq(deliveries.conversationId, conversationId),
        inArray(deliveries.state, ['failed', 'unknown', 'pending']),
      ),
    )
    .returning({ id: deliveries.id });
  return rows.length > 0;
}

export type Settlement =
  | { state: 'sent'; providerId: string }
  /** `counts: false`: the provider certainly did not take it, so the send is not counted. */
  | { state: 'failed' | 'unknown' | 'pending'; reason: string; counts?: false };

/**
 * Records what a send came to, unless the provider's events already said more.
 * @returns the state that now stands.
 */
export async function settleDelivery(
  db: Database,
  id: DeliveryId,
  settlement: Settlement,
  at: Date,
): Promise<DeliveryState | null> {
  return db.transaction(async (tx) => {
    const before = await lockDelivery(tx, id);
    if (!before) return null;
    const providerId = settlement.state === 'sent' ? settlement.providerId : before.providerId;
    const settled = !UNSETTLED.some((state) => state === before.state);
    await tx
      .update(deliveries)
      .set(settled ? { providerId } : { ...columnsOf(settlement), providerId, updatedAt: at })
      .where(eq(deliveries.id, id));
    if (settled) return before.state;
    await touchDeliveries(tx, before.conversationId, [id]);
    return settlement.state;
  });
}

function columnsOf(settlement: Settlement) {
  if (settlement.state === 'sent') return { state: settlement.state, reason: null };
  const { state, reason, counts } = settlement;
  return counts === false ? { state, reason, attempts: sql`${deliveries.attempts} - 1` } : { state, reason };
}

/** The conversation's row is locked first, as every writer of a transcript does: the other order would deadlock with it. */
async function lockDelivery(tx: Queryable, id: DeliveryId): Promise<Delivery | null> {
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .innerJoin(deliveries, eq(deliveries.conversationId, conversations.id))
    .where(eq(deliveries.id, id))
    .for('update', { of: conversations });
  return findDelivery(tx, id);
}
