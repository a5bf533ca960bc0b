import { eq } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { docsTokens } from '../schema/schema.ts';

/** In the place of the one before. */
export async function keepToken(tx: Queryable, token: { projectId: ProjectId; hash: string }): Promise<void> {
  const { hash } = token;
  await tx
    .insert(docsTokens)
    .values(token)
    .onConflictDoUpdate({ target: docsTokens.projectId, set: { hash, createdAt: new Date() } });
}

export async function hasToken(db: Queryable, projectId: ProjectId): Promise<boolean> {
  return (await db.$count(docsTokens, eq(docsTokens.projectId, projectId))) > 0;
}

/** @returns whether there was one. */
export async function forgetToken(tx: Queryable, projectId: ProjectId): Promise<boolean> {
  const gone = await tx.delete(docsTokens).where(eq(docsTokens.projectId, projectId)).returning();
  return gone.length > 0;
}

export async function findProjectOfToken(db: Queryable, hash: string): Promise<ProjectId | null> {
  const [row] = await db
    .select({ projectId: docsTokens.projectId })
    .from(docsTokens)
    .where(eq(docsTokens.hash, hash));
  return row?.projectId ?? null;
}
