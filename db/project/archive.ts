import { eq } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { projects } from '../schema/schema.ts';

/** Takes a project out of the way: its widget closes, nothing of it is lost, and mail to it is still kept. */
export async function archiveProject(db: Queryable, id: ProjectId): Promise<void> {
  await db.update(projects).set({ archivedAt: new Date() }).where(eq(projects.id, id));
}

export async function restoreProject(db: Queryable, id: ProjectId): Promise<void> {
  await db.update(projects).set({ archivedAt: null }).where(eq(projects.id, id));
}
