import type { Queryable } from '../../../db/connection/database.ts';
import { conversations } from '../../../db/schema/schema.ts';
import { newId, type ConversationId, type ProjectId } from '../../../domain/ids.ts';

/** A further row of a project, begun in the chat and empty, unless told otherwise. */
export async function anotherConversation(
  db: Queryable,
  row: { projectId: ProjectId } & Partial<typeof conversations.$inferInsert>,
): Promise<ConversationId> {
  const id = row.id ?? newId('cnv');
  await db.insert(conversations).values({ channel: 'widget', ...row, id });
  return id;
}
