import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** Words as a search compares them. */
export const folded = (column: AnyPgColumn) => sql`search_fold(${column})`;

/** Where a customer works and is called, as words are compared. The index says it in the same words. */
export const reachedAt = (table: { company: AnyPgColumn; phone: AnyPgColumn }) =>
  sql`search_fold(coalesce(${table.company}, '') || ' ' || coalesce(${table.phone}, ''))`;

/** The values of a customer's attributes, as words are compared. The index says it in the same words. */
export const valuesOf = (table: { attributes: AnyPgColumn }) =>
  sql`search_fold(jsonb_path_query_array(${table.attributes}, '$.*')::text)`;
