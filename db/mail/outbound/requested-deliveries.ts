import { and, asc, eq, inArray } from 'drizzle-orm';
import type { DeliveryId, MessageId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { Mailing } from '../../../domain/conversation/outgoing.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { createAutomaticDelivery } from './automatic-deliveries.ts';
import type { Queryable } from '../../connection/database.ts';
import { createDelivery, retryDelivery } from './deliveries.ts';
import { conversations, messages } from '../../schema/schema.ts';
import { touchDeliveries, touchMessages } from '../../conversation/transcript.ts';

/**
 * Makes the deliveries a batch asks for. Idempotent by their ids. Expects the conversation's row to be locked.
 * @returns those that are to be sent now, and the automatic ones that may not be.
 */
export async function arrangeMailings(
  tx: Queryable,
  { conversationId, mailings = [] }: Pick<Batch, 'conversationId' | 'mailings'>,
  mail: MailIdentity,
): Promise<{ mailed: DeliveryId[]; refused: Refused[] }> {
  const mailed: DeliveryId[] = [];
  const refused: Refused[] = [];
  for (const mailing of mailings) {
    const arranged = await arrange(tx, { ...mailing, conversationId, mail });
    if (arranged === false) continue;
    const { deliveryId } = mailing;
    if (arranged !== true) {
      refused.push({ deliveryId, ...arranged });
      continue;
    }
    await touchDeliveries(tx, conversationId, [deliveryId]);
    mailed.push(deliveryId);
  }
  return { mailed, refused };
}

interface Refused {
  deliveryId: DeliveryId;
  reason: string;
}

type Wanted = Pick<Batch, 'conversationId'> & { mail: MailIdentity };

async function arrange(tx: Queryable, wanted: Mailing & Wanted): Promise<boolean | { reason: string }> {
  const { conversationId, deliveryId, mail } = wanted;
  switch (wanted.kind) {
    case 'retry':
      return retryDelivery(tx, { conversationId, id: deliveryId });
    case 'again': {
      const messageIds = await messagesOf(tx, wanted);
      return createDelivery(tx, { deliveryId, messageIds, conversationId, mail });
    }
    case 'automatic':
      return createAutomaticDelivery(tx, wanted);
    case 'new':
      if (wanted.unlessRead && (await wasRead(tx, wanted))) return false;
      return createDelivery(tx, { deliveryId, messageIds: wanted.messageIds, conversationId, mail });
  }
}

/** By the delivery they had, or, in a repetition, by the one they have. */
async function messagesOf(
  tx: Queryable,
  { conversationId, deliveryId, replaces }: Extract<Mailing, { kind: 'again' }> & Wanted,
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
async function wasRead(
  tx: Queryable,
  { conversationId, messageIds }: Extract<Mailing, { kind: 'new' }> & Wanted,
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
