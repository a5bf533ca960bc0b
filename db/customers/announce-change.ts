import { sql } from 'drizzle-orm';
import type { ConversationId, CustomerId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';

/** Lists and transcripts show as many names at most as somebody has open. */
const MOST_SHOWN = 50;

/** Tells everybody who looks at a customer, or at one of their newest conversations, to read again. */
export async function announceChange(
  tx: Queryable,
  { projectId, id }: { projectId: ProjectId; id: CustomerId },
): Promise<void> {
  await notify(tx, { kind: 'customer', projectId, customerId: id });
  const { rows } = await tx.execute<{ id: ConversationId; revision: number }>(sql`
    update conversations set revision = revision + 1 where id in (
      select shown.id from conversations as shown join customers on customers.id = shown.customer_id
      where customers.one_id = ${id} order by shown.last_message_at desc limit ${MOST_SHOWN}
    ) returning id, revision`);
  for (const { id: conversationId, revision } of rows)
    await notify(tx, { kind: 'conversation', projectId, conversationId, revision });
}
