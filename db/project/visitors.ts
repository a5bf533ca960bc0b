import { eq, sql } from 'drizzle-orm';
import { newId, type ProjectId, type VisitorId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { visitors } from '../schema/schema.ts';

export interface Visitor {
  id: VisitorId;
  projectId: ProjectId;
}

export async function createVisitor(
  db: Queryable,
  visitor: { projectId: ProjectId; tokenHash: string },
): Promise<Visitor> {
  const id = newId('vis');
  await db.insert(visitors).values({ id, ...visitor });
  return { id, projectId: visitor.projectId };
}

export async function findVisitor(db: Queryable, tokenHash: string): Promise<Visitor | null> {
  const [row] = await db
    .select({ id: visitors.id, projectId: visitors.projectId })
    .from(visitors)
    .where(eq(visitors.tokenHash, tokenHash));
  return row ?? null;
}

/** Where a visitor writes from, so that it can be blocked. */
export async function noteNetwork(db: Queryable, id: VisitorId, network: string): Promise<void> {
  await db
    .update(visitors)
    .set({ network, lastSeenAt: sql`now()` })
    .where(eq(visitors.id, id));
}
