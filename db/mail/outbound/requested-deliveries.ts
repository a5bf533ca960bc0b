import { and, asc, eq, inArray } from 'drizzle-orm';
import type { RequestedDelivery } from '../../../domain/conversation/entry.ts';
import type { DeliveryId, MessageId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { createAutomaticDelivery } from './automatic-deliveries.ts';
import type { Queryable } from '../../connection/database.ts';
import { createForward } from './forwards.ts';
import { createDelivery, retryDelivery } from './deliveries.ts';
import { conversations, messages } from '../../schema/schema.ts';
import { touchDeliveries, touchMessages } from '../../conversation/transcript.ts';

/**
 * Makes the deliveries a batch asks for. Idempotent by their ids. Expects the conversation's row to be locked.
 * @returns those that are to be sent now, and the automatic ones that may not be.
 */
export async function makeRequestedDeliveries(
  tx: Queryable,
  { conversationId, requestedDeliveries }: Pick<Batch, 'conversationId' | 'requestedDeliveries'>,
  mail: MailIdentity,
): Promise<{ made: DeliveryId[]; refused: Refused[] }> {
  const made: DeliveryId[] = [];
  const refused: Refused[] = [];
  for (const requested of requestedDeliveries) {
    const arranged = await arrange(tx, { ...requested, conversationId, mail });
    if (arranged === false) continue;
    const { deliveryId } = requested;
    if (arranged !== true) {
      refused.push({ deliveryId, ...arranged });
      continue;
    }
    await touchDeliveries(tx, conversationId, [deliveryId]);
    made.push(deliveryId);
  }
  return { made, refused };
}

interface Refused {
  deliveryId: DeliveryId;
  reason: string;
}

type In = Pick<Batch, 'conversationId'> & { mail: MailIdentity };

async function arrange(
  tx: Queryable,
  requested: RequestedDelivery & In,
): Promise<boolean | { reason: string }> {
  const { conversationId, deliveryId, mail } = requested;
  switch (requested.kind) {
    case 'retry':
      return retryDelivery(tx, { conversationId, id: deliveryId });
    case 'again': {
      const messageIds = await messagesOf(tx, requested);
      return createDelivery(tx, { deliveryId, messageIds, conversationId, mail });
    }
    case 'forward':
      return createForward(tx, requested);
    case 'automatic':
      return createAutomaticDelivery(tx, requested);
    case 'new':
      if (requested.unlessRead && (await noteReadInChat(tx, requested))) return false;
      return createDelivery(tx, { deliveryId, messageIds: requested.messageIds, conversationId, mail });
  }
}

/** By the delivery they had, or, in a repetition, by the one they have. */
async function messagesOf(
  tx: Queryable,
  { conversationId, deliveryId, replaces }: Extract<RequestedDelivery, { kind: 'again' }> & In,
): Promise<MessageId[]> {
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(eq(messages.conversationId, conversationId), inArray(messages.deliveryId, [replaces, deliveryId])),
    )
    .orderBy(asc(messages.seq));
  return rows.map(({ id }) => id);
}

/** Whether the visitor has read all of it in the chat, which is then said on the messages. */
async function noteReadInChat(
  tx: Queryable,
  { conversationId, messageIds }: Extract<RequestedDelivery, { kind: 'new' }> & In,
): Promise<boolean> {
  const theirs = and(eq(messages.conversationId, conversationId), inArray(messages.id, messageIds));
  const rows = await tx
    .select({ seq: messages.seq, made: messages.deliveryId, read: conversations.visitorReadSeq })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(theirs);
  // A repetition finds what the first time decided.
  if (rows.length === 0 || rows.some(({ seq, read, made }) => made !== null || seq > read)) return false;
  await tx.update(messages).set({ readInChat: true }).where(theirs);
  await touchMessages(tx, conversationId, messageIds);
  return true;
}
