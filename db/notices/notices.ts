import { and, asc, eq, inArray } from 'drizzle-orm';
import type { AgentId, ConversationId, Id } from '../../domain/ids.ts';
import type { NoticeState } from '../../domain/notices/notice.ts';
import type { Queryable } from '../connection/database.ts';
import { memberships, notices, pushSubscriptions, webhooks } from '../schema/schema.ts';

interface Burst {
  conversationId: ConversationId;
  burst: string;
}

export type Notice = typeof notices.$inferSelect;
export type PushSubscription = typeof pushSubscriptions.$inferSelect;
export type Webhook = typeof webhooks.$inferSelect;

/** Those of a burst that go to a browser or a webhook and have not come to an end, with where they go. Mail has rows of its own. */
export async function listUnsentNotices(
  db: Queryable,
  { conversationId, burst }: Burst,
): Promise<
  { notice: Notice; browser: PushSubscription | null; webhook: Webhook | null; member: AgentId | null }[]
> {
  return db
    .select({ notice: notices, browser: pushSubscriptions, webhook: webhooks, member: memberships.agentId })
    .from(notices)
    .leftJoin(pushSubscriptions, eq(pushSubscriptions.id, notices.recipient))
    .leftJoin(webhooks, eq(webhooks.id, notices.recipient))
    .leftJoin(
      memberships,
      and(eq(memberships.agentId, pushSubscriptions.agentId), eq(memberships.projectId, notices.projectId)),
    )
    .where(
      and(
        ...[eq(notices.conversationId, conversationId), eq(notices.burst, burst)],
        ...[inArray(notices.road, ['push', 'webhook']), inArray(notices.state, ['pending', 'sending'])],
      ),
    )
    .orderBy(asc(notices.createdAt), asc(notices.id));
}

/** Moves a notice from one state to the next. @returns false when it is not in the first: somebody else has it. */
export async function moveNotice(
  db: Queryable,
  id: Id<'ntc'>,
  { from, to, reason }: { from: NoticeState; to: NoticeState; reason?: string | null },
): Promise<boolean> {
  const rows = await db
    .update(notices)
    .set({ state: to, reason: reason ?? null })
    .where(and(eq(notices.id, id), eq(notices.state, from)))
    .returning({ id: notices.id });
  return rows.length > 0;
}
