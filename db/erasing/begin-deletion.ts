import { and, eq, isNull } from 'drizzle-orm';
import { Refusal } from '../../domain/errors.ts';
import { newId, type ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { rememberDeleted } from '../project/addresses/former-addresses.ts';
import { lockProjects } from '../project/support-addresses.ts';
import { memberships, projects, supportAddresses } from '../schema/schema.ts';

/**
 * Makes a project nobody's from this moment on: its team, its key and its addresses go at once, so that whoever asks finds
 * nothing there. Rows and histories follow (`api/erasing/finish-deletions.ts`). @throws Refusal
 */
export async function beginDeletion(
  tx: Queryable,
  { projectId, typedName }: { projectId: ProjectId; typedName: string },
): Promise<void> {
  await lockProjects(tx);
  const standing = await tx
    .select({ id: projects.id, name: projects.name })
    .from(projects)
    .where(isNull(projects.deletingAt));
  const project = standing.find(({ id }) => id === projectId);
  if (!project) throw new Refusal('not_found');
  if (project.name.trim() !== typedName.trim()) throw new Refusal('wrong_name');
  if (standing.length === 1) throw new Refusal('last_project');
  await tx
    .update(projects)
    .set({ deletingAt: new Date(), widgetKey: newId('pk') })
    .where(and(eq(projects.id, projectId), isNull(projects.deletingAt)));
  await rememberDeleted(tx, projectId);
  await tx.delete(memberships).where(eq(memberships.projectId, projectId));
  await tx.delete(supportAddresses).where(eq(supportAddresses.projectId, projectId));
}
