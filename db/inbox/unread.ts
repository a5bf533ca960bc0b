import { sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { AgentId } from '../../domain/ids.ts';
import { conversations, messages, reads } from '../schema/schema.ts';

/**
 * Whether a conversation waits for the agent to look: they marked it, or somebody else said something there that they have not seen
 * (`mayBeUnread` of `domain/inbox/unread.ts`), which asks nobody to look once it is closed or the assistant's. A column stands for
 * every agent of its rows. `offset 0` keeps Postgres from reading all messages of all conversations at once.
 */
export function hasUnread(agentId: AgentId | AnyPgColumn): SQL<boolean> {
  const own = sql`${reads.conversationId} = ${conversations.id} and ${reads.agentId} = ${agentId}`;
  const read = sql`coalesce((select ${reads.seq} from ${reads} where ${own}), 0)`;
  return sql<boolean>`(coalesce((select ${reads.markedUnread} from ${reads} where ${own}), false)
    or (${conversations.handlerBy} = 'agent' and ${conversations.status} <> 'closed' and exists (
    select 1 from ${messages}
    where ${messages.conversationId} = ${conversations.id} and ${messages.seq} > ${read} and not ${messages.withdrawn}
      and case ${messages.kind}
        when 'event' then ${messages.event}->>'kind' in ('notDelivered', 'snoozeEnded')
        else ${messages.author}->>'agentId' is distinct from ${agentId} end
    offset 0)))`;
}
