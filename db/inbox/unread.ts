import { sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { AgentId } from '../../domain/ids.ts';
import { conversations, messages, reads } from '../schema/schema.ts';

/**
 * Whether a conversation holds something the agent has not read: `mayBeUnread` of `domain/inbox/unread.ts`, asked of the few rows
 * behind their mark; a column stands for every agent of its rows. `offset 0` keeps Postgres from reading all messages of all conversations at once instead.
 */
export function hasUnread(agentId: AgentId | AnyPgColumn): SQL<boolean> {
  const read = sql`coalesce((select ${reads.seq} from ${reads} where ${reads.conversationId} = ${conversations.id} and ${reads.agentId} = ${agentId}), 0)`;
  return sql<boolean>`(${conversations.handlerBy} = 'agent' and exists (
    select 1 from ${messages}
    where ${messages.conversationId} = ${conversations.id} and ${messages.seq} > ${read} and not ${messages.withdrawn}
      and case ${messages.kind}
        when 'event' then ${messages.event}->>'kind' in ('notDelivered', 'snoozeEnded')
        else ${messages.author}->>'agentId' is distinct from ${agentId} end
    offset 0))`;
}
