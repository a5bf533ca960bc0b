import pg from 'pg';

/**
 * Rewrites the tables of the embedded Postgres and lets its log begin anew: a deleted row's bytes stay in its page, in the samples
 * of the planner and in the log until something else needs their place. Works because `wal_recycle` is off there (`postgres.ts`).
 * @returns whether it was done.
 */
export async function compactPostgres(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  try {
    await client.connect();
    for (const statement of ['analyze', 'vacuum full']) await client.query(statement);
    // The log's file in use holds the rows as they were: the next one begins, and a checkpoint needs only that.
    for (const statement of ['select pg_switch_wal()', 'checkpoint']) await client.query(statement);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
