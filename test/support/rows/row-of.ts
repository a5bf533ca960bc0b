import { eq } from 'drizzle-orm';
import type { Queryable } from '../../../db/connection/database.ts';
import { conversations, messages } from '../../../db/schema/schema.ts';
import type { ConversationId, MessageId } from '../../../domain/ids.ts';

/** A conversation as the table has it. */
export async function rowOf(db: Queryable, id: ConversationId) {
  const [row] = await db.select().from(conversations).where(eq(conversations.id, id));
  if (!row) throw new Error('There is no such conversation.');
  return row;
}

/** A message as the table has it. */
export async function messageRow(db: Queryable, id: MessageId) {
  const [row] = await db.select().from(messages).where(eq(messages.id, id));
  if (!row) throw new Error('There is no such message.');
  return row;
}

/** A transcript as the table has it, in order. */
export function rowsOf(db: Queryable, id: ConversationId) {
  return db.select().from(messages).where(eq(messages.conversationId, id)).orderBy(messages.seq);
}
