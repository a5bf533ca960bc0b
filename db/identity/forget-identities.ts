import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations, identities, visitors } from '../schema/schema.ts';

/** What sites said of whoever has these addresses or these conversations, and the visitors who are nothing besides. */
export async function forgetIdentities(
  tx: Queryable,
  of: { projectId: ProjectId; addresses: string[]; conversations: ConversationId[] },
): Promise<void> {
  const theirs = tx
    .select({ id: conversations.visitorId })
    .from(conversations)
    .where(inArray(conversations.id, of.conversations));
  const gone = await tx
    .delete(identities)
    .where(
      and(
        eq(identities.projectId, of.projectId),
        or(inArray(identities.email, of.addresses), inArray(identities.visitorId, theirs)),
      ),
    )
    .returning({ id: identities.visitorId });
  const ids = gone.map(({ id }) => id);
  const speaks = sql`select 1 from ${conversations} where ${conversations.visitorId} = ${visitors.id}`;
  await tx.delete(visitors).where(and(inArray(visitors.id, ids), sql`not exists (${speaks})`));
}
