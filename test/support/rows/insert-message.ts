import type { Queryable } from '../../../db/connection/database.ts';
import { messages } from '../../../db/schema/schema.ts';
import { newId, type ConversationId, type MessageId, type ProjectId } from '../../../domain/ids.ts';

type Row = typeof messages.$inferInsert;

/** A row of a transcript: a customer's words in the chat, unless told otherwise. */
export async function insertMessage(
  db: Queryable,
  row: { projectId: ProjectId; conversationId: ConversationId; seq: number } & Partial<Row>,
): Promise<MessageId> {
  const id = row.id ?? newId('msg');
  await db.insert(messages).values({
    kind: 'message',
    channel: 'widget',
    audience: 'everyone',
    author: { by: 'customer' },
    text: `message ${row.seq}`,
    revision: row.seq,
    createdAt: new Date(Date.UTC(2026, 0, 1, 12, row.seq)),
    ...row,
    id,
  });
  return id;
}
