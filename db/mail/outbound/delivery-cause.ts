import { and, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '../../connection/database.ts';
import type { Delivery } from './deliveries.ts';
import { messages } from '../../schema/schema.ts';

/** Whoever speaks on their own; the assistant only answers. */
const SPEAKERS = ['customer', 'other', 'agent'];

/**
 * When the words were said that led to a delivery: an agent's own, or what the assistant answers. The row itself may be younger: a
 * reply that was held, or a question that was asked, before the tables were set back is frozen again afterwards.
 */
export async function causeOf(db: Queryable, { messageId, createdAt }: Delivery): Promise<Date> {
  const carried = alias(messages, 'carried');
  const [row] = await db
    .select({ at: messages.createdAt })
    .from(messages)
    .innerJoin(carried, eq(carried.conversationId, messages.conversationId))
    .where(
      and(
        eq(carried.id, messageId),
        lte(messages.seq, carried.seq),
        inArray(sql`${messages.author} ->> 'by'`, SPEAKERS),
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(1);
  return row && row.at < createdAt ? row.at : createdAt;
}
