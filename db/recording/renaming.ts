import { eq, sql } from 'drizzle-orm';
import type { Batch } from '../../domain/conversation/batch.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, messages } from '../schema/schema.ts';

/**
 * Gives the conversation the subject that an agent chose. Mails of a thread that has begun keep the subject it had, because a mail
 * program begins another thread where the subject changes.
 */
export async function applyRenaming(tx: Queryable, { conversationId, entries }: Batch): Promise<void> {
  const event = entries.findLast(({ event: each }) => each?.kind === 'renamed')?.event;
  if (event?.kind !== 'renamed') return;
  const isMailed = sql`exists (select 1 from ${messages} where ${messages.conversationId} = ${conversationId}
    and (${messages.emailId} is not null or ${messages.deliveryId} is not null))`;
  await tx
    .update(conversations)
    .set({
      subject: event.subject,
      mailSubject: sql`coalesce(${conversations.mailSubject}, case when ${isMailed} then ${conversations.subject} end)`,
    })
    .where(eq(conversations.id, conversationId));
}
