import { and, desc, eq } from 'drizzle-orm';
import type { AgentId, Id } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { pushSubscriptions } from '../schema/schema.ts';
import type { PushSubscription } from './notices.ts';

export async function listBrowsers(db: Queryable, agentId: AgentId): Promise<PushSubscription[]> {
  return db
    .select()
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.agentId, agentId))
    .orderBy(desc(pushSubscriptions.createdAt));
}

/** A browser is whose who turned notices on in it last. */
export async function keepBrowser(
  db: Queryable,
  browser: Pick<PushSubscription, 'id' | 'agentId' | 'endpoint' | 'p256dh' | 'auth' | 'browser'>,
): Promise<void> {
  const { agentId, p256dh, auth, browser: words } = browser;
  const set = { agentId, p256dh, auth, browser: words, failure: null };
  await db
    .insert(pushSubscriptions)
    .values(browser)
    .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set });
}

/** An agent's own only. */
export async function forgetBrowser(
  db: Queryable,
  { agentId, id }: { agentId: AgentId; id: Id<'psh'> },
): Promise<void> {
  await db
    .delete(pushSubscriptions)
    .where(and(eq(pushSubscriptions.id, id), eq(pushSubscriptions.agentId, agentId)));
}

/** @param failure in words; null: the last notice was taken. */
export async function notePush(db: Queryable, id: Id<'psh'>, failure: string | null): Promise<void> {
  await db.update(pushSubscriptions).set({ failure }).where(eq(pushSubscriptions.id, id));
}
