import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { projects } from '../schema/schema.ts';

/** Takes a project out of the way: its widget closes, nothing of it is lost, and mail to it is still kept. @returns whether it was at work */
export async function archiveProject(db: Queryable, id: ProjectId): Promise<boolean> {
  const changed = await db
    .update(projects)
    .set({ archivedAt: new Date() })
    .where(and(eq(projects.id, id), isNull(projects.archivedAt)))
    .returning({ id: projects.id });
  return changed.length > 0;
}

/** @returns whether it was archived */
export async function restoreProject(db: Queryable, id: ProjectId): Promise<boolean> {
  const changed = await db
    .update(projects)
    .set({ archivedAt: null })
    .where(and(eq(projects.id, id), isNotNull(projects.archivedAt)))
    .returning({ id: projects.id });
  return changed.length > 0;
}
