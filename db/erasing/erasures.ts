import { eq, isNull } from 'drizzle-orm';
import type { ErasureKind } from '../../domain/project/erasure.ts';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { erasures } from '../schema/schema.ts';

export type Erasure = typeof erasures.$inferSelect;

/** What is gone stays gone, whatever else is said of it. */
export async function rememberErasures(
  tx: Queryable,
  all: { conversationId: ConversationId; projectId: ProjectId; kind: ErasureKind; askedBy: AgentId | null }[],
): Promise<void> {
  for (const { conversationId, projectId, kind, askedBy } of all) {
    const again = { kind, askedBy, createdAt: new Date(), finishedAt: null };
    await tx
      .insert(erasures)
      .values({ conversationId, projectId, kind, askedBy })
      .onConflictDoUpdate({ target: erasures.conversationId, set: again });
  }
}

/** As many as one round takes to look at; more than the deletion of a project leaves waiting. */
const A_ROUND = 1_000;

/** Erasures of which Temporal may still hold something. */
export function unfinishedErasures(db: Queryable): Promise<Erasure[]> {
  return db.select().from(erasures).where(isNull(erasures.finishedAt)).limit(A_ROUND);
}

export async function finishErasure(db: Queryable, conversationId: ConversationId): Promise<void> {
  await db
    .update(erasures)
    .set({ finishedAt: new Date() })
    .where(eq(erasures.conversationId, conversationId));
}
