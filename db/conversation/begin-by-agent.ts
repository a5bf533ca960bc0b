import { eq } from 'drizzle-orm';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Database } from '../connection/database.ts';
import { keepCustomer } from '../project/customers.ts';
import { conversations } from '../schema/schema.ts';

/**
 * The row of a conversation that an agent begins by mail. Nothing is said in it yet: what they write is a reply like any
 * other. Idempotent by the conversation's id.
 * @returns false when the id is somebody else's.
 */
export async function beginByAgent(
  db: Database,
  begun: {
    conversationId: ConversationId;
    projectId: ProjectId;
    agentId: AgentId;
    to: string;
    subject: string;
  },
): Promise<boolean> {
  const { conversationId, projectId, agentId, to, subject } = begun;
  return db.transaction(async (tx) => {
    const customerId = await keepCustomer(tx, { projectId, email: to, name: '' });
    await tx
      .insert(conversations)
      .values({
        ...{ id: conversationId, projectId, channel: 'email', subject, customerId },
        ...{ handlerBy: 'agent', handlerAgentId: agentId, assigneeId: agentId, status: 'waiting' },
      })
      .onConflictDoNothing();
    const [row] = await tx.select().from(conversations).where(eq(conversations.id, conversationId));
    return row?.projectId === projectId && row.customerId === customerId && row.channel === 'email';
  });
}
