import { count, eq, getTableName, isNotNull, isNull, and, sql } from 'drizzle-orm';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Database } from '../connection/database.ts';
import { conversations, erasures, projects } from '../schema/schema.ts';
import { tablesOfProjects } from './tables-of-projects.ts';

/** Rows of one statement: a mail brings its files along, and nobody should wait for its locks. */
const AT_ONCE = 100;
/** Conversations go with their histories, and what remembers that goes with the project itself. */
const GO_OTHERWISE = new Set(['conversations', 'erasures']);

/** Projects whose deletion has begun. */
export async function listDeleting(db: Database): Promise<ProjectId[]> {
  const rows = await db.select({ id: projects.id }).from(projects).where(isNotNull(projects.deletingAt));
  return rows.map(({ id }) => id);
}

export async function someConversations(
  db: Database,
  { projectId, limit }: { projectId: ProjectId; limit: number },
): Promise<ConversationId[]> {
  const rows = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.projectId, projectId))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many conversations of a project Temporal has still to forget. */
export async function countUnforgotten(db: Database, projectId: ProjectId): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(erasures)
    .where(and(eq(erasures.projectId, projectId), isNull(erasures.finishedAt)));
  return row?.n ?? 0;
}

/** Deletes what is left beside conversations, a few rows at a time. */
export async function emptyTables(db: Database, id: ProjectId): Promise<void> {
  for (const { table, projectId } of tablesOfProjects()) {
    if (GO_OTHERWISE.has(getTableName(table))) continue;
    const some = sql`select ctid from ${table} where ${projectId} = ${id} limit ${AT_ONCE} for update skip locked`;
    for (;;) {
      const { rowCount } = await db.execute(sql`delete from ${table} where ctid = any(array(${some}))`);
      if (!rowCount) break;
    }
  }
}

/** The project's own row, once nothing has come in meanwhile. @returns whether it is gone. */
export function dropProject(db: Database, id: ProjectId): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.select({ id: projects.id }).from(projects).where(eq(projects.id, id)).for('update');
    if ((await tx.$count(conversations, eq(conversations.projectId, id))) > 0) return false;
    await tx.delete(projects).where(eq(projects.id, id));
    return true;
  });
}
