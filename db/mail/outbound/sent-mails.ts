import { desc, eq } from 'drizzle-orm';
import type { ConversationId } from '../../../domain/ids.ts';
import type { MailEnvelope } from '../../../domain/mail/address/mail-envelope.ts';
import type { Queryable } from '../../connection/database.ts';
import { deliveries } from '../../schema/schema.ts';

/** A customer answers one of the newest; what those quote, they hold themselves. */
const MAX_MAILS = 5;

/** The newest mails that left a conversation. */
export async function newestSent(
  db: Queryable,
  conversationId: ConversationId,
): Promise<Pick<MailEnvelope, 'from' | 'replyTo' | 'text'>[]> {
  const rows = await db
    .select({ envelope: deliveries.envelope })
    .from(deliveries)
    .where(eq(deliveries.conversationId, conversationId))
    .orderBy(desc(deliveries.createdAt))
    .limit(MAX_MAILS);
  return rows.map(({ envelope }) => envelope);
}
