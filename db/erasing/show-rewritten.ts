import { eq, sql } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { shownOf } from '../moving/moves.ts';
import { conversations } from '../schema/schema.ts';

/** A conversation that goes on without some words: its place in the list and every open screen follow. */
export async function showRewritten(tx: Queryable, id: ConversationId): Promise<void> {
  const [row] = await tx
    .update(conversations)
    .set({ ...(await shownOf(tx, id)), revision: sql`${conversations.revision} + 1` })
    .where(eq(conversations.id, id))
    .returning({ projectId: conversations.projectId, revision: conversations.revision });
  if (row) await notify(tx, { kind: 'conversation', conversationId: id, ...row });
}
