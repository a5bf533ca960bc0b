import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { storableJsonText, storableText } from '../domain/storable-text.ts';
import * as schema from './schema.ts';
import { secured } from './secured.ts';

export type Database = PostgresJsDatabase<typeof schema>;
/** Inside or outside a transaction: queries take either. */
export type Queryable = Database | Parameters<Parameters<Database['transaction']>[0]>[0];

export interface DatabaseConnection {
  db: Database;
  sql: postgres.Sql;
  close(): Promise<void>;
}

/** Ten connections serve a process of this size; more only queue inside Postgres. */
const POOL_SIZE = 10;

export function connect(url: string): DatabaseConnection {
  const [address, tls] = secured(url);
  const sql = postgres(address, { max: POOL_SIZE, onnotice: () => {}, connect_timeout: 5, ...tls });
  const db = drizzle(sql, { schema, casing: 'snake_case' });
  takeWhatCanBeStored(sql);
  return { db, sql, close: () => sql.end({ timeout: 5 }) };
}

/** Postgres's types whose values are text: text, varchar, char of any length, and the two kinds of JSON. */
const TEXT = [25, 1043, 1042];
const JSON_TEXT = [114, 3802];

/**
 * The last wall: whatever words a model, a provider or our own code makes, no statement fails for a character in them.
 * After drizzle, which sets the JSON types for itself.
 */
function takeWhatCanBeStored({ options }: postgres.Sql): void {
  for (const type of TEXT) options.serializers[type] = (value) => storableText(String(value));
  for (const type of JSON_TEXT) options.serializers[type] = (value) => storableJsonText(String(value));
}
