import { sql } from 'drizzle-orm';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, messages, parkedEntries } from '../schema/schema.ts';
import { idHere } from './entry-ids.ts';

export interface Asked {
  conversationId: ConversationId;
  id: MessageId;
}

/** Which of these accepted messages wait for nothing any more: recorded, parked, or without their conversation. */
export async function findSettled(db: Queryable, asked: Asked[]): Promise<Asked[]> {
  const both = asked.map((each) => ({ ...each, other: idHere(each.conversationId, each.id) }));
  const { rows } = await db.execute<{ conversationId: ConversationId; id: MessageId }>(sql`
    select asked."conversationId", asked.id
    from json_to_recordset(${JSON.stringify(both)}::json) as asked ("conversationId" text, id text, other text)
    where not exists (select 1 from ${conversations} where ${conversations.id} = asked."conversationId")
      or exists (
        select 1 from ${messages}
        where ${messages.id} in (asked.id, asked.other) and ${messages.conversationId} = asked."conversationId")
      or exists (
        select 1 from ${parkedEntries}
        where ${parkedEntries.conversationId} = asked."conversationId" and ${parkedEntries.unitId} = asked.id)`);
  return rows;
}
