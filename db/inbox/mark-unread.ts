import { and, eq, inArray, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { conversations, reads } from '../schema/schema.ts';

/** Brings an agent back to conversations of a project, or no longer. @returns how many of them there are. */
export async function markUnread(
  db: Queryable,
  marked: { projectId: ProjectId; agentId: AgentId; conversationIds: ConversationId[]; unread: boolean },
): Promise<number> {
  const { projectId, agentId, conversationIds, unread } = marked;
  const ofProject = db
    .select({
      projectId: conversations.projectId,
      conversationId: conversations.id,
      agentId: sql<AgentId>`${agentId}::text`.as('agent_id'),
      seq: sql<number>`case when ${unread} then 0 else ${conversations.lastSeq} end`.as('seq'),
      markedUnread: sql<boolean>`${unread}::boolean`.as('marked_unread'),
    })
    .from(conversations)
    .where(and(eq(conversations.projectId, projectId), inArray(conversations.id, conversationIds)));
  const rows = await db
    .insert(reads)
    .select(ofProject)
    .onConflictDoUpdate({
      target: [reads.conversationId, reads.agentId],
      set: { markedUnread: unread, seq: sql`greatest(${reads.seq}, excluded.seq)` },
    })
    .returning({ conversationId: reads.conversationId });
  for (const { conversationId } of rows) await notify(db, { kind: 'read', projectId, conversationId });
  return rows.length;
}
