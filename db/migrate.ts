import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { projectFile } from '../project-file.ts';
import { secured } from './connection/secured.ts';

const folder = projectFile('db/migrations');

/** Several processes may start at once; the one that comes second finds nothing to do. */
const LOCK = 7_316_004_211;

/** Brings the database to this version's schema. Safe to run at any time, from any process. */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client(secured(databaseUrl));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
