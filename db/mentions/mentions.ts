import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Entry } from '../../domain/conversation/entry.ts';
import type { AgentId, ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, memberships, mentions, messages, reads } from '../schema/schema.ts';

interface Recorded {
  projectId: ProjectId;
  conversationId: ConversationId;
  /** As it stands in the transcript. */
  messageId: MessageId;
  entry: Pick<Entry, 'kind' | 'author' | 'mentions'>;
}

/** Whoever says something has answered; whom a note mentions has not. Somebody who left the team meanwhile is not mentioned. */
export async function recordMentions(tx: Queryable, { entry, ...place }: Recorded): Promise<void> {
  const { kind, author, mentions: mentioned = [] } = entry;
  if (author.by === 'agent' && kind !== 'event')
    await tx
      .delete(mentions)
      .where(and(eq(mentions.conversationId, place.conversationId), eq(mentions.agentId, author.agentId)));
  if (mentioned.length === 0) return;
  const members = await tx
    .select({ agentId: memberships.agentId })
    .from(memberships)
    .where(and(eq(memberships.projectId, place.projectId), inArray(memberships.agentId, mentioned)))
    .for('key share');
  if (members.length === 0) return;
  const rows = members.map(({ agentId }) => ({ ...place, agentId }));
  await tx.insert(mentions).values(rows).onConflictDoNothing();
}

/** A note that was copied into another conversation waits there as well for whoever has not answered it. */
export async function carryMentions(
  tx: Queryable,
  copies: { from: MessageId; to: MessageId; conversationId: ConversationId }[],
): Promise<void> {
  for (const { from, to, conversationId } of copies)
    await tx.execute(sql`
      insert into ${mentions} (project_id, conversation_id, agent_id, message_id)
      select project_id, ${conversationId}, agent_id, ${to} from ${mentions} where message_id = ${from}
      on conflict do nothing`);
}

/** Whether a conversation holds a mention that an agent has not answered. A column stands for every agent of its rows. */
export const isMentioned = (agentId: AgentId | AnyPgColumn): SQL<boolean> =>
  sql<boolean>`exists (${mentionsOf(agentId)})`;

/** The same of a mention that they have not read either. */
export const hasUnreadMention = (
  agentId: AgentId,
): SQL<boolean> => sql<boolean>`exists (${mentionsOf(agentId)}
  and ${messages.seq} > coalesce((select ${reads.seq} from ${reads}
    where ${reads.conversationId} = ${conversations.id} and ${reads.agentId} = ${agentId}), 0))`;

const mentionsOf = (agentId: AgentId | AnyPgColumn) => sql`
  select 1 from ${mentions} join ${messages} on ${messages.id} = ${mentions.messageId}
  where ${mentions.conversationId} = ${conversations.id} and ${mentions.agentId} = ${agentId}
    and not ${messages.withdrawn}`;

/** The conversations of a project with such a mention: few, and found from the agent. */
export const mentionedIn = (projectId: ProjectId, agentId: AgentId): SQL =>
  sql`${conversations.id} in (select ${mentions.conversationId} from ${mentions}
    where ${mentions.projectId} = ${projectId} and ${mentions.agentId} = ${agentId})`;
