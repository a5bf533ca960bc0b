import { eq } from 'drizzle-orm';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations } from '../schema/schema.ts';

/** For the command line, which belongs to no agent. */
export async function findProjectOf(db: Queryable, id: ConversationId): Promise<ProjectId | null> {
  const [row] = await db
    .select({ projectId: conversations.projectId })
    .from(conversations)
    .where(eq(conversations.id, id));
  return row?.projectId ?? null;
}
