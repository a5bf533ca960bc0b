import { sql } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';

/** The last weeks say more about the next hours than a good spring does. */
const DAYS = 28;
/** So many of the newest are enough for a median, however busy a project is. */
const MOST = 500;
/** Fewer say nothing of the next one. */
const LEAST = 5;

/**
 * How long customers waited for a person's first words since they were handed over: the median of the last weeks, in seconds;
 * null while too few were. Who waits still counts with the time they have waited: a team that stopped answering is not fast.
 */
export async function medianReplySeconds(db: Queryable, projectId: ProjectId): Promise<number | null> {
  const { rows } = await db.execute<{ seconds: number | null; handed: number }>(sql`
    with handed as (
      select id, (escalation->>'at')::timestamptz as since
      from conversations
      where project_id = ${projectId} and last_seq > 0 and escalation is not null
        and last_message_at > now() - make_interval(days => ${DAYS})
      order by last_message_at desc
      limit ${MOST}
    )
    select percentile_cont(0.5) within group (
        order by extract(epoch from coalesce(reply.at, now()) - handed.since)
      )::float8 as seconds, count(*)::int as handed
    from handed
    join conversations on conversations.id = handed.id
    left join lateral (
      select min(created_at) as at from messages
      where messages.conversation_id = handed.id and author->>'by' = 'agent'
        and audience = 'everyone' and kind = 'message' and created_at >= handed.since
    ) as reply on true
    where reply.at is not null or conversations.status = 'open'`);
  const found = rows[0];
  return found && found.handed >= LEAST ? found.seconds : null;
}
