import { and, eq } from 'drizzle-orm';
import type { ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { CallState } from '../../domain/rules/call.ts';
import type { Queryable } from '../connection/database.ts';
import { ruleCalls } from '../schema/schema.ts';

/** @returns what became of it before; null: it is this one's to make. */
export async function claimCall(
  db: Queryable,
  call: { id: MessageId; projectId: ProjectId; conversationId: ConversationId },
): Promise<CallState | null> {
  const made = await db
    .insert(ruleCalls)
    .values({ ...call, state: 'calling' })
    .onConflictDoNothing()
    .returning({ id: ruleCalls.id });
  if (made.length > 0) return null;
  const [row] = await db.select({ state: ruleCalls.state }).from(ruleCalls).where(eq(ruleCalls.id, call.id));
  return row?.state ?? 'failed';
}

/** What was not taken for now is nobody's again. */
export async function endCall(db: Queryable, id: MessageId, state: CallState | 'again'): Promise<void> {
  const mine = and(eq(ruleCalls.id, id), eq(ruleCalls.state, 'calling'));
  if (state === 'again') await db.delete(ruleCalls).where(mine);
  else await db.update(ruleCalls).set({ state }).where(mine);
}
