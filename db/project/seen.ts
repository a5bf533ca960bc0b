import { and, isNull, lt, or, sql } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { memberships } from '../schema/schema.ts';

/** Streams are looked at every 30 s: at most one write a minute and member, and nobody who is here looks gone. */
const WRITTEN_AGAIN = sql.raw(`now() - interval '50 seconds'`);
const GONE = sql.raw(`now() - interval '100 seconds'`);

export const isHere = sql<boolean>`coalesce(${memberships.seenAt} > ${GONE}, false)`;

/** Notes that these members have the inbox open. Who is being changed at this moment is noted the next time: nobody waits. */
export async function noteSeen(
  db: Queryable,
  seen: { projectId: ProjectId; agentId: AgentId }[],
): Promise<void> {
  if (seen.length === 0) return;
  const { projectId, agentId, seenAt } = memberships;
  const pairs = seen.map((each) => sql`(${each.projectId}, ${each.agentId})`);
  const due = db
    .select({ projectId, agentId })
    .from(memberships)
    .where(
      and(
        sql`(${projectId}, ${agentId}) in (${sql.join(pairs, sql`, `)})`,
        or(isNull(seenAt), lt(seenAt, WRITTEN_AGAIN)),
      ),
    )
    .for('no key update', { skipLocked: true });
  await db
    .update(memberships)
    .set({ seenAt: sql`now()` })
    .where(sql`(${projectId}, ${agentId}) in (${due})`);
}
