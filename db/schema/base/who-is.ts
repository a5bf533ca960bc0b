import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Who a customer is, as words are compared. The index says it in the same words. */
export const whoIs = (table: { name: AnyPgColumn; email: AnyPgColumn }) =>
  sql`search_fold(coalesce(${table.name}, '') || ' ' || ${table.email})`;

/** The same as whole words and pairs of characters. */
export const lexemesOfWho = (table: { name: AnyPgColumn; email: AnyPgColumn }) =>
  sql`search_lexemes(${whoIs(table)})`;
