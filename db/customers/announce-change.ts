import { sql } from 'drizzle-orm';
import type { ConversationId, CustomerId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';

/** Lists and transcripts show as many names at most as somebody has open. */
const MOST_SHOWN = 50;

/**
 * Tells everybody who looks at these customers, or at one of their newest conversations, to read again once this transaction is
 * done. Called before anything is changed: whoever records a conversation locks it first and its customer afterwards as well.
 */
export async function announceChange(
  tx: Queryable,
  { projectId, ids }: { projectId: ProjectId; ids: CustomerId[] },
): Promise<void> {
  const { rows } = await tx.execute<{ id: ConversationId; revision: number }>(sql`
    with newest as (
      select shown.id from conversations as shown join customers on customers.id = shown.customer_id
      where customers.one_id in ${ids} order by shown.last_message_at desc limit ${MOST_SHOWN}
    ), locked as materialized (
      select id from conversations where id in (select id from newest) order by id for update
    )
    update conversations set revision = revision + 1 from locked where conversations.id = locked.id
    returning conversations.id, conversations.revision`);
  for (const { id: conversationId, revision } of rows)
    await notify(tx, { kind: 'conversation', projectId, conversationId, revision });
  for (const customerId of ids) await notify(tx, { kind: 'customer', projectId, customerId });
}
