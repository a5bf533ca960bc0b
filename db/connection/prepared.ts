import { fillPlaceholders, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Database } from './database.ts';

const dialect = new PgDialect({ casing: 'snake_case' });

/**
 * A statement of our own words that is built once and planned by Postgres once per connection; values take the place of
 * `sql.placeholder`. For what stands on the way of every message: building and planning cost more than running it.
 */
export function prepared<Values extends Record<string, unknown>, Row extends pg.QueryResultRow>(
  name: string,
  statement: SQL,
) {
  let built: ReturnType<PgDialect['sqlToQuery']> | null = null;
  return async (db: Database, values: Values): Promise<Row[]> => {
    built ??= dialect.sqlToQuery(statement);
    const filled = fillPlaceholders(built.params, values);
    return (await db.$client.query<Row>({ name, text: built.sql }, filled)).rows;
  };
}
