import { sql } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import { notify } from '../../connection/feed.ts';
import type { Queryable } from '../../connection/database.ts';
import { memberships } from '../../schema/schema.ts';

/** Streams are looked at every 30 s: at most one write a minute and member, and nobody who is here looks gone. */
const WRITTEN_AGAIN = sql.raw(`now() - interval '50 seconds'`);
const GONE = sql.raw(`now() - interval '100 seconds'`);

export const isHere = sql<boolean>`coalesce(${memberships.seenAt} > ${GONE}, false)`;

/**
 * Notes that these members have the inbox open, and tells their teams of those who just came. Whose row is being changed at
 * this moment is noted the next time: nobody waits.
 */
export async function noteSeen(
  db: Queryable,
  seen: { projectId: ProjectId; agentId: AgentId }[],
): Promise<void> {
  if (seen.length === 0) return;
  const pairs = seen.map((each) => sql`(${each.projectId}, ${each.agentId})`);
  const { rows } = await db.execute<{ projectId: ProjectId; here: boolean }>(sql`
    with due as (
      select project_id, agent_id, ${isHere} as here from ${memberships}
      where (project_id, agent_id) in (${sql.join(pairs, sql`, `)})
        and coalesce(seen_at < ${WRITTEN_AGAIN}, true)
      for no key update skip locked
    )
    update ${memberships} set seen_at = now() from due
    where ${memberships.projectId} = due.project_id and ${memberships.agentId} = due.agent_id
    returning due.project_id as "projectId", due.here`);
  const greeted = new Set(rows.filter(({ here }) => !here).map(({ projectId }) => projectId));
  for (const projectId of greeted) await notify(db, { kind: 'team', projectId });
}
