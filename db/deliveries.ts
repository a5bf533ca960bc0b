import { and, eq, inArray, sql } from 'drizzle-orm';
import type { DeliveryNews } from '../domain/conversation.ts';
import { newsChanges, UNSETTLED } from '../domain/delivery-state.ts';
import type { ConversationId, DeliveryId, MessageId } from '../domain/ids.ts';
import { composeMail } from '../domain/compose-mail.ts';
import type { MailIdentity } from '../domain/mail-envelope.ts';
import type { DeliveryState } from '../domain/message.ts';
import type { Database, Queryable } from './database.ts';
import { loadMailParts } from './mail-parts.ts';
import { conversations, deliveries } from './schema.ts';
import { touchMessages } from './transcript.ts';

export type Delivery = typeof deliveries.$inferSelect;

/**
 * Freezes the mail that brings a message to its customer. Idempotent by the delivery's and the message's id.
 * @returns false when the message, or an address to send it to, does not exist.
 */
export async function createDelivery(
  tx: Queryable,
  wanted: {
    deliveryId: DeliveryId;
    messageId: MessageId;
    conversationId: ConversationId;
    mail: MailIdentity;
  },
): Promise<boolean> {
  const { deliveryId, messageId, conversationId } = wanted;
  const parts = await loadMailParts(tx, { deliveryId, messageId, conversationId });
  if (!parts) return false;
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
    })
    .onConflictDoNothing();
  return true;
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
    .where(and(eq(deliveries.id, claim.id), eq(deliveries.state, claim.from)))
    .returning();
  return row ?? null;
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
    await touchMessages(tx, before.conversationId, [before.messageId]);
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

/** What the provider's events report. Expects the conversation's row to be locked; a delivery never moves backwards. */
export async function applyDeliveryNews(tx: Queryable, news: DeliveryNews[]): Promise<void> {
  if (news.length === 0) return;
  const ids = news.map((each) => each.deliveryId);
  const known = new Map(
    (await tx.select().from(deliveries).where(inArray(deliveries.id, ids))).map((row) => [row.id, row]),
  );
  const changed = new Map<ConversationId, MessageId[]>();
  for (const { deliveryId, state, detail, at } of news) {
    const row = known.get(deliveryId);
    if (!row || !newsChanges(row.state, state)) continue;
    row.state = state;
    const reason = state === 'delivered' ? null : detail || null;
    await tx
      .update(deliveries)
      .set({ state, reason, updatedAt: new Date(at) })
      .where(eq(deliveries.id, deliveryId));
    changed.set(row.conversationId, [...(changed.get(row.conversationId) ?? []), row.messageId]);
  }
  for (const [conversationId, messageIds] of changed) await touchMessages(tx, conversationId, messageIds);
}
