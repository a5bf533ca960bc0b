import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/**
 * Rejects when nothing can be written: a full disk, a standby, a database set to read only. A temporary table has to be given room
 * on the disk, which an update in place would not notice to be gone.
 */
export async function requireWritable(db: Database): Promise<void> {
  await db.execute(
    sql`create temporary table readiness_probe on commit drop as select repeat('x', 8000) as room`,
  );
}
