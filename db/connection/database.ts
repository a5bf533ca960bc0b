import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { storableText } from '../../domain/text/storable-text.ts';
import { inTime } from './database-time.ts';
import * as schema from '../schema/schema.ts';
import { secured } from './secured.ts';

export type Database = NodePgDatabase<typeof schema> & { $client: pg.Pool | pg.PoolClient };
/** Inside or outside a transaction: queries take either. */
export type Queryable = Database | Parameters<Parameters<Database['transaction']>[0]>[0];

export interface DatabaseConnection {
  db: Database;
  close(): Promise<void>;
}

/** Ten connections serve a process of this size; more only queue inside Postgres. */
const POOL_SIZE = 10;
/** For a place in the pool and a connection in it, in milliseconds. */
const CONNECT_TIMEOUT = 5_000;
/** For what is still asked when the connections are to be closed. */
const patience = () => setTimeout(5_000, undefined, { ref: false });

export function connect(url: string): DatabaseConnection {
  const pool = new pg.Pool({
    ...secured(url),
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
  });
  pool.on('connect', prepared);
  // A connection that is lost while nobody uses it; the next query gets another one.
  pool.on('error', () => {});
  let closed: Promise<void> | null = null;
  return { db: within(pool), close: () => (closed ??= Promise.race([pool.end(), patience()])) };
}

/** The database with every query, and every transaction as a whole, inside what is left of the request's time. */
function within(pool: pg.Pool): Database {
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  pool.query = ((...args: unknown[]) => inTime(() => ask(...args))) as typeof pool.query;
  const db = onConnections(pool);
  db.transaction = (work, config) => inTime(() => transact(pool, (own) => own.transaction(work, config)));
  return db;
}

const onConnections = (client: pg.Pool | pg.PoolClient): Database =>
  drizzle(client, { schema, casing: 'snake_case' });

const ofConnection = new WeakMap<pg.PoolClient, Database>();

/**
 * Drizzle never gives a connection back whose `begin` failed, and gives one back whose `rollback` did: it gets the connection
 * alone, and what is not idle afterwards is closed.
 */
async function transact<Result>(pool: pg.Pool, work: (own: Database) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  const own = ofConnection.get(client) ?? onConnections(client);
  ofConnection.set(client, own);
  try {
    return await work(own);
  } finally {
    client.release(client.getTransactionStatus() !== 'I');
  }
}

/**
 * The last wall: whatever words a model, a provider or our own code makes, no statement fails for a character in them. JSON
 * has its own (`schema/columns.ts`), because it writes such characters as escapes.
 */
function prepared(client: pg.PoolClient): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => ask(...args.map(storable))) as typeof client.query;
  // One that is lost between two statements of a transaction: the second fails, and the pool lets it go.
  client.on('error', () => {});
}

/** Of a query's arguments the parameters are a list; what stands in a statement is ours. */
function storable(argument: unknown): unknown {
  if (!Array.isArray(argument)) return argument;
  return argument.map((value: unknown) => (typeof value === 'string' ? storableText(value) : value));
}
