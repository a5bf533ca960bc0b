import { eq, sql } from 'drizzle-orm';
import type { BulkId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { bulkActs } from '../schema/schema.ts';
import type { BulkAct, Through } from './bulk-acts.ts';

/** A process that says nothing for so long is gone: above a command's deadline of 5 s. */
const HELD = sql`now() + interval '10 seconds'`;

/** Takes the oldest act that nobody carries out. One agent's acts run one after the other: an undo follows what it undoes. */
export async function holdBulk(db: Queryable): Promise<BulkAct | null> {
  const [row] = await db
    .update(bulkActs)
    .set({ heldUntil: HELD })
    .where(
      eq(
        bulkActs.id,
        sql`(
          select act.id from ${bulkActs} as act
          where act.finished_at is null and (act.held_until is null or act.held_until < now())
            and not exists (
              select 1 from ${bulkActs} as earlier
              where earlier.agent_id = act.agent_id and earlier.finished_at is null
                and (earlier.created_at, earlier.id) < (act.created_at, act.id))
          order by act.created_at limit 1 for update skip locked)`,
      ),
    )
    .returning();
  return row ?? null;
}

/** Keeps how far it is, and keeps hold of it. @returns whether it was stopped meanwhile. */
export async function keepBulk(db: Queryable, act: BulkAct, through: Through): Promise<boolean> {
  const [row] = await db
    .update(bulkActs)
    .set({ ...through, heldUntil: HELD })
    .where(eq(bulkActs.id, act.id))
    .returning({ stopped: bulkActs.stopped });
  await announce(db, act);
  return row?.stopped ?? true;
}

export async function finishBulk(db: Queryable, act: BulkAct): Promise<void> {
  await db
    .update(bulkActs)
    .set({ finishedAt: sql`now()`, heldUntil: null })
    .where(eq(bulkActs.id, act.id));
  await announce(db, act);
}

/** Somebody else goes on with it. */
export async function letGoOfBulk(db: Queryable, { id }: BulkAct): Promise<void> {
  await db.update(bulkActs).set({ heldUntil: null }).where(eq(bulkActs.id, id));
}

/** As it ended; null: it is gone. */
export async function findAct(db: Queryable, id: BulkId): Promise<BulkAct | null> {
  const [row] = await db.select().from(bulkActs).where(eq(bulkActs.id, id));
  return row ?? null;
}

const announce = (db: Queryable, { id, projectId, agentId }: BulkAct) =>
  notify(db, { kind: 'bulk', projectId, agentId, bulkId: id });
