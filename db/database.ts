import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
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
  return {
    db: drizzle(sql, { schema, casing: 'snake_case' }),
    sql,
    close: () => sql.end({ timeout: 5 }),
  };
}
