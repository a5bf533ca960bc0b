import { eq } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import type { RuleCall } from '../../domain/rules/webhook-post.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations } from '../schema/schema.ts';

/** Which conversation it is, for whoever is told of it; null: it is gone. */
export async function findPlace(
  db: Queryable,
  id: ConversationId,
  publicUrl: string,
): Promise<RuleCall['conversation'] | null> {
  const [row] = await db
    .select({ subject: conversations.subject })
    .from(conversations)
    .where(eq(conversations.id, id));
  return row ? { id, subject: row.subject, url: `${publicUrl}/conversations/${id}` } : null;
}
