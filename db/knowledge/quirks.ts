import { and, eq, sql } from 'drizzle-orm';
import type { Quirks } from '../../domain/assistant/quirks.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';
import { modelQuirks } from '../schema/schema.ts';

export async function findQuirks(
  db: Database,
  place: { endpoint: string; model: string },
): Promise<Partial<Quirks> | null> {
  const [row] = await find(db, place);
  return row?.quirks ?? null;
}

const find = prepared<{ endpoint: string; model: string }, { quirks: Partial<Quirks> }>(
  'find_quirks',
  sql`select quirks from ${modelQuirks}
    where endpoint = ${sql.placeholder('endpoint')} and model = ${sql.placeholder('model')}`,
);

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
