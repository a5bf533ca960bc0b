import { eq } from 'drizzle-orm';
import type { AgentId, ConversationId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, memberships, reads, watches } from '../schema/schema.ts';
import { hasUnread } from './unread.ts';

/** What differs from agent to agent about one conversation. */
export interface OwnStanding {
  readSeq: number;
  watching: boolean;
  unread: boolean;
}

/** How everybody on the team stands to a conversation, by agent: one reading serves all their screens. */
export async function readTeamStanding(
  db: Queryable,
  conversationId: ConversationId,
): Promise<Map<AgentId, OwnStanding>> {
  const [members, read, watching] = await Promise.all([
    db
      .select({ agentId: memberships.agentId, unread: hasUnread(memberships.agentId) })
      .from(memberships)
      .innerJoin(conversations, eq(conversations.projectId, memberships.projectId))
      .where(eq(conversations.id, conversationId)),
    db
      .select({ agentId: reads.agentId, seq: reads.seq })
      .from(reads)
      .where(eq(reads.conversationId, conversationId)),
    db.select({ agentId: watches.agentId }).from(watches).where(eq(watches.conversationId, conversationId)),
  ]);
  const standing = new Map(
    members.map(({ agentId, unread }) => [agentId, { readSeq: 0, watching: false, unread }]),
  );
  for (const { agentId, seq } of read) Object.assign(standing.get(agentId) ?? {}, { readSeq: seq });
  for (const { agentId } of watching) Object.assign(standing.get(agentId) ?? {}, { watching: true });
  return standing;
}
