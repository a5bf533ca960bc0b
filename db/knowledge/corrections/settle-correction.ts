import { and, eq, sql } from 'drizzle-orm';
import type { AgentId, MessageId, ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { corrections } from '../../schema/schema.ts';

/** What is done about one: nothing, after all something, or its text was taken into the conversation. */
export type Settling = 'dismiss' | 'undo' | 'begin';

const SET = {
  dismiss: { dismissedAt: sql`now()` },
  undo: { dismissedAt: null, begunAt: null },
  begin: { begunAt: sql`now()` },
};

/** @returns false: there is none. */
export async function settleCorrection(
  tx: Queryable,
  {
    projectId,
    answerId,
    hash,
    agentId,
    how,
  }: { projectId: ProjectId; answerId: MessageId; hash: string; agentId: AgentId; how: Settling },
): Promise<boolean> {
  const changed = await tx
    .update(corrections)
    .set({ ...SET[how], settledBy: how === 'undo' ? null : agentId })
    .where(
      and(
        eq(corrections.projectId, projectId),
        eq(corrections.answerId, answerId),
        eq(corrections.hash, hash),
      ),
    )
    .returning({ id: corrections.answerId });
  if (changed.length > 0) await notify(tx, { kind: 'gaps', projectId });
  return changed.length > 0;
}
