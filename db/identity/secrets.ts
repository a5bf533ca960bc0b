import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Id, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { identitySecrets, projects } from '../schema/schema.ts';

export type IdentitySecret = typeof identitySecrets.$inferSelect;

/** Oldest first. */
export async function listSecrets(db: Queryable, projectId: ProjectId): Promise<IdentitySecret[]> {
  return db
    .select()
    .from(identitySecrets)
    .where(eq(identitySecrets.projectId, projectId))
    .orderBy(asc(identitySecrets.createdAt), asc(identitySecrets.id));
}

/** What tokens for a widget of this key may be signed with; null: no project has it. */
export async function secretsOfKey(
  db: Queryable,
  widgetKey: string,
): Promise<{ projectId: ProjectId; secrets: Pick<IdentitySecret, 'id' | 'secret'>[] } | null> {
  const { id, secret } = identitySecrets;
  const rows = await db
    .select({ projectId: projects.id, id, secret })
    .from(projects)
    .leftJoin(identitySecrets, eq(identitySecrets.projectId, projects.id))
    .where(and(eq(projects.widgetKey, widgetKey), isNull(projects.deletingAt)));
  const projectId = rows[0]?.projectId;
  if (!projectId) return null;
  const secrets = rows.flatMap((row) => (row.id && row.secret ? { id: row.id, secret: row.secret } : []));
  return { projectId, secrets };
}

/** @param most how many may be valid at once. @returns false when there are so many; a repetition changes nothing. */
export async function addSecret(
  tx: Queryable,
  { most, ...row }: Pick<IdentitySecret, 'id' | 'projectId' | 'secret'> & { most: number },
): Promise<boolean> {
  // One at a time: two admins who make one at once would make three.
  await tx.select({ id: projects.id }).from(projects).where(eq(projects.id, row.projectId)).for('update');
  const known = await listSecrets(tx, row.projectId);
  if (known.length >= most) return false;
  const added = await tx.insert(identitySecrets).values(row).onConflictDoNothing().returning();
  return added.length > 0;
}

/** @returns whether there was one. */
export async function removeSecret(
  tx: Queryable,
  { projectId, id }: { projectId: ProjectId; id: Id<'ids'> },
): Promise<boolean> {
  const gone = await tx
    .delete(identitySecrets)
    .where(and(eq(identitySecrets.projectId, projectId), eq(identitySecrets.id, id)))
    .returning({ id: identitySecrets.id });
  return gone.length > 0;
}
