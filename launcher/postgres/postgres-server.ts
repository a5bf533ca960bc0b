import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { explained } from './postgres-complaint.ts';
import { SUPERUSER } from './postgres-cluster.ts';
import type { SystemUser } from '../system/unprivileged-user.ts';
import { startServer, type Server } from '../processes/server-process.ts';
import { tailOf } from '../system/log-file.ts';

/** Recovery after a crash can take a while on a slow disk. */
const START_DEADLINE_MS = 60_000;

/** The backends of a killed postmaster leave within seconds; until then a new one refuses to start. */
const STILL_IN_USE = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;

export interface PostgresServerInput {
  program: string;
  args: string[];
  user: SystemUser | null;
  logFile: string;
  port: number;
  password: string;
}

export async function launchPostgres(
  input: PostgresServerInput,
): Promise<{ url: string; pid: number; exited: Promise<void>; stop: () => Promise<void> }> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const server = startServer({ ...input, stopSignal: 'INT' });
    try {
      const url = await whenReady({ ...input, server, deadline });
      return { url, pid: server.pid, exited: server.exited, stop: server.stop };
    } catch (error) {
      await server.stop();
      if (Date.now() > deadline || !STILL_IN_USE.test(String(error))) throw error;
      await sleep(500);
    }
  }
}

async function whenReady(input: PostgresServerInput & { server: Server; deadline: number }): Promise<string> {
  const urlOf = (database: string) => databaseUrl(input, database);
  for (;;) {
    if (input.server.hasExited())
      throw new Error(`Postgres stopped while starting:\n${explained(tailOf(input.logFile))}`);
    const problem = await ensureDatabase(urlOf('postgres'));
    if (!problem) return urlOf('throughline');
    if (problem.code === WRONG_PASSWORD) {
      throw new Error('The password in secrets.json is not the one this Postgres data folder was made with.');
    }
    if (Date.now() > input.deadline) throw new Error(`Postgres did not become ready: ${problem.message}`);
    await sleep(50);
  }
}

/** Where a server that runs here is reached. */
export function databaseUrl(
  { port, password }: { port: number; password: string },
  database = 'throughline',
): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

const WRONG_PASSWORD = '28P01';

async function ensureDatabase(url: string): Promise<(Error & { code?: string }) | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query("select 1 from pg_database where datname = 'throughline'");
    if (rows.length === 0) await client.query('create database throughline');
    return null;
  } catch (error) {
    return error as Error & { code?: string };
  } finally {
    await client.end().catch(() => {});
  }
}
