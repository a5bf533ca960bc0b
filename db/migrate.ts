import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { secured } from './secured.ts';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env['DATABASE_URL'];
  if (url) await migrate(url);
  else console.error('DATABASE_URL is missing: the database that should be migrated.');
  process.exitCode = url ? 0 : 1;
}
