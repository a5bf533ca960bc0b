import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { AgentId, ConversationId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { conversations, LISTED, memberships, UNCLOSED } from '../../schema/schema.ts';

/** What one round takes; the next takes the rest. */
const AT_ONCE = 200;

/** A conversation whose assignee is not on its project's team. */
export interface LeftBehind {
  conversationId: ConversationId;
  agentId: AgentId;
  /** Where it stands: told twice of this, it knows. */
  revision: number;
}

/** Closed ones keep whom they had; one that is opened again is found then. */
export async function listLeftBehind(db: Queryable): Promise<LeftBehind[]> {
  const { id, assigneeId, revision } = conversations;
  const rows = await db
    .select({ conversationId: id, agentId: assigneeId, revision })
    .from(conversations)
    .leftJoin(
      memberships,
      and(eq(memberships.projectId, conversations.projectId), eq(memberships.agentId, assigneeId)),
    )
    .where(and(LISTED, UNCLOSED, isNotNull(assigneeId), isNull(memberships.agentId)))
    .limit(AT_ONCE);
  return rows.flatMap(({ agentId, ...row }) => (agentId ? [{ ...row, agentId }] : []));
}
