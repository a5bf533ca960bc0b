import { and, asc, count, eq } from 'drizzle-orm';
import type { Id, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { webhooks } from '../schema/schema.ts';
import type { Webhook } from './notices.ts';

export async function listWebhooks(db: Queryable, projectId: ProjectId): Promise<Webhook[]> {
  return db.select().from(webhooks).where(eq(webhooks.projectId, projectId)).orderBy(asc(webhooks.createdAt));
}

export async function countWebhooks(db: Queryable, projectId: ProjectId): Promise<number> {
  const rows = await db.select({ count: count() }).from(webhooks).where(eq(webhooks.projectId, projectId));
  return rows[0]?.count ?? 0;
}

/** @returns false when it is there already: its id is the browser's choice. */
export async function addWebhook(
  db: Queryable,
  webhook: Pick<Webhook, 'id' | 'projectId' | 'kind' | 'url'>,
): Promise<boolean> {
  const rows = await db.insert(webhooks).values(webhook).onConflictDoNothing().returning({ id: webhooks.id });
  return rows.length > 0;
}

interface Which {
  projectId: ProjectId;
  id: Id<'whk'>;
}

export async function findWebhook(db: Queryable, { projectId, id }: Which): Promise<Webhook | null> {
  const where = and(eq(webhooks.id, id), eq(webhooks.projectId, projectId));
  return (await db.select().from(webhooks).where(where))[0] ?? null;
}

export async function removeWebhook(db: Queryable, { projectId, id }: Which): Promise<void> {
  await db.delete(webhooks).where(and(eq(webhooks.id, id), eq(webhooks.projectId, projectId)));
}

/** @param failure in words; null: the last notice arrived. */
export async function noteWebhook(db: Queryable, id: Id<'whk'>, failure: string | null): Promise<void> {
  const failedAt = failure ? new Date() : null;
  await db.update(webhooks).set({ failure, failedAt }).where(eq(webhooks.id, id));
}
