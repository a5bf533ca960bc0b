import { and, eq, sql } from 'drizzle-orm';
import type { AgentId, ConversationId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, memberships, reads, watches } from '../schema/schema.ts';
import { isMentioned } from '../mentions/mentions.ts';
import { hasUnread } from './unread.ts';

/** What differs from agent to agent about one conversation. */
export interface OwnStanding {
  readSeq: number;
  watching: boolean;
  unread: boolean;
  /** A note mentions them, and they have said nothing since. */
  mentioned: boolean;
}

/** How everybody on the team stands to a conversation, by agent: one reading serves all their screens. */
export async function readTeamStanding(
  db: Queryable,
  conversationId: ConversationId,
): Promise<Map<AgentId, OwnStanding>> {
  const rows = await db
    .select({
      agentId: memberships.agentId,
      unread: hasUnread(memberships.agentId),
      mentioned: isMentioned(memberships.agentId),
      readSeq: reads.seq,
      watching: sql<boolean>`${watches.agentId} is not null`,
    })
    .from(memberships)
    .innerJoin(conversations, eq(conversations.projectId, memberships.projectId))
    .leftJoin(reads, ofMember(reads))
    .leftJoin(watches, ofMember(watches))
    .where(eq(conversations.id, conversationId));
  return new Map(rows.map(({ agentId, readSeq, ...row }) => [agentId, { ...row, readSeq: readSeq ?? 0 }]));
}

const ofMember = (table: typeof reads | typeof watches) =>
  and(eq(table.conversationId, conversations.id), eq(table.agentId, memberships.agentId));
