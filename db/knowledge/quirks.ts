import { and, eq, sql } from 'drizzle-orm';
import type { Quirks } from '../../domain/assistant/quirks.ts';
import type { Queryable } from '../connection/database.ts';
import { modelQuirks } from '../schema/base/knowledge.ts';

export async function findQuirks(
  db: Queryable,
  { endpoint, model }: { endpoint: string; model: string },
): Promise<Partial<Quirks> | null> {
  const [row] = await db
    .select({ quirks: modelQuirks.quirks })
    .from(modelQuirks)
    .where(and(eq(modelQuirks.endpoint, endpoint), eq(modelQuirks.model, model)));
  return row?.quirks ?? null;
}

export async function saveQuirks(
  db: Queryable,
  learnt: { endpoint: string; model: string; quirks: Quirks },
): Promise<void> {
  await db
    .insert(modelQuirks)
    .values(learnt)
    .onConflictDoUpdate({
      target: [modelQuirks.endpoint, modelQuirks.model],
      set: { quirks: learnt.quirks, updatedAt: sql`now()` },
    });
}

/** For a model that was changed behind its name: everything is learnt anew. */
export async function forgetQuirks(
  db: Queryable,
  { endpoint, model }: { endpoint: string; model: string },
): Promise<void> {
  await db.delete(modelQuirks).where(and(eq(modelQuirks.endpoint, endpoint), eq(modelQuirks.model, model)));
}
