import { and, asc, eq, inArray } from 'drizzle-orm';
import type { AgentMailId, ConversationId, Id } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { agentMails, agents, memberships, type AgentMailState } from '../../schema/schema.ts';

export type AgentMail = typeof agentMails.$inferSelect;

/** With what its agent is now: the address an answer must come from, and whether they are still on the project's team. */
export async function findAgentMail(
  db: Queryable,
  ids: AgentMailId[],
): Promise<(AgentMail & { agentEmail: string; member: boolean })[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ mail: agentMails, agentEmail: agents.email, membership: memberships.agentId })
    .from(agentMails)
    .innerJoin(agents, eq(agents.id, agentMails.agentId))
    .leftJoin(
      memberships,
      and(eq(memberships.projectId, agentMails.projectId), eq(memberships.agentId, agentMails.agentId)),
    )
    .where(inArray(agentMails.id, ids));
  return rows.map(({ mail, agentEmail, membership }) => ({
    ...mail,
    agentEmail,
    member: membership !== null,
  }));
}

/** Those a send may still be tried for, oldest first. `sending` was interrupted. */
export async function listUnsentAgentMails(
  db: Queryable,
  conversationId: ConversationId,
): Promise<AgentMail[]> {
  return db
    .select()
    .from(agentMails)
    .where(
      and(eq(agentMails.conversationId, conversationId), inArray(agentMails.state, ['pending', 'sending'])),
    )
    .orderBy(asc(agentMails.createdAt), asc(agentMails.id));
}

/** Moves a mail from one state to the next. @returns false when it is not in the first: somebody else has it. */
export async function moveAgentMail(
  db: Queryable,
  id: Id<'agm'>,
  move: { from: AgentMailState; to: AgentMailState; reason?: string },
): Promise<boolean> {
  const rows = await db
    .update(agentMails)
    .set({ state: move.to, reason: move.reason ?? null })
    .where(and(eq(agentMails.id, id), eq(agentMails.state, move.from)))
    .returning({ id: agentMails.id });
  return rows.length > 0;
}
