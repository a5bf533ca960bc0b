import { getTableColumns, is, type Column } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../schema/schema.ts';

/** Every table whose rows name their project, so that a new one cannot be forgotten. */
export function tablesOfProjects(): { table: PgTable; projectId: Column }[] {
  return (Object.values(schema) as unknown[])
    .filter((each): each is PgTable => is(each, PgTable))
    .flatMap((table) => {
      const { projectId } = getTableColumns(table) as Record<string, Column>;
      return projectId ? [{ table, projectId }] : [];
    });
}
