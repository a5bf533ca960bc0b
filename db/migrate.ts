import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { secured } from './secured.ts';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Several processes may start at once; the one that comes second finds nothing to do. */
const LOCK = 7_316_004_211;

/** Brings the database to this version's schema. Safe to run at any time, from any process. */
export async function migrate(databaseUrl: string): Promise<void> {
  const [address, tls] = secured(databaseUrl);
  const sql = postgres(address, { max: 1, onnotice: () => {}, ...tls });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env['DATABASE_URL'];
  if (url) await migrate(url);
  else console.error('DATABASE_URL is missing: the database that should be migrated.');
  process.exitCode = url ? 0 : 1;
}
