import { and, eq } from 'drizzle-orm';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Database } from '../connection/database.ts';
import { eraseConversations } from './erase-conversations.ts';
import { conversations } from '../schema/schema.ts';

/** Takes away what an agent began by mail and never wrote, with its files. What anything was said in stays. @returns whether it went. */
export async function abandonBegun(
  db: Database,
  begun: { conversationId: ConversationId; projectId: ProjectId; agentId: AgentId },
): Promise<boolean> {
  const { conversationId, projectId, agentId } = begun;
  return db.transaction(async (tx) => {
    const [unwritten] = await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(
        and(
          eq(conversations.id, conversationId),
          eq(conversations.projectId, projectId),
          eq(conversations.handlerAgentId, agentId),
          eq(conversations.channel, 'email'),
          eq(conversations.lastSeq, 0),
          // Whatever the workflow recorded, a reply that can still be undone among it, has raised it.
          eq(conversations.revision, 0),
        ),
      )
      .for('update');
    if (unwritten) await eraseConversations(tx, { projectId, ids: [conversationId], askedBy: agentId });
    return unwritten !== undefined;
  });
}
