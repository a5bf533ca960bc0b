import { sql, type SQL } from 'drizzle-orm';
import type { Counted, Part } from '../../domain/reports/report.ts';
import type { Queryable } from '../connection/database.ts';
import { facts, tagsOf, type Asked } from './facts.ts';
import { COUNTED } from './read-report.ts';

/** The conversations that a number of a report counts, those that began last first. */
export async function conversationsBehind(
  db: Queryable,
  asked: Asked & { part: Part; skip: number; most: number },
): Promise<Counted[]> {
  const { part, skip, most } = asked;
  const { rows } = await db.execute<Record<string, unknown> & Counted>(sql`
  ${facts(asked)}
  select timed.id, conversations.subject, coalesce(customers.name, customers.email) as customer, timed.channel,
    to_char(timed.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
    case when ${COUNTED.answered} then response_seconds end as "firstResponse",
    case when ${COUNTED.closed} then close_seconds end as "timeToClose", score,
    case when score is not null then (select nullif(text, '') from messages
      where conversation_id = timed.id and event->>'kind' = 'rated' and not withdrawn order by created_at limit 1) end
      as comment
  from timed join conversations on conversations.id = timed.id
  left join customers on customers.id = conversations.customer_id
  where ${sql.join(conditionsOf(part), sql` and `)}
  order by timed.created_at desc, timed.id desc
  limit ${most} offset ${skip}`);
  return rows;
}

function conditionsOf({
  count,
  channel,
  agentId,
  writerId,
  tagId,
  day,
  weekday,
  hour,
  cause,
  before,
}: Part): SQL[] {
  return [
    before ? sql`not current` : sql`current`,
    COUNTED[count],
    ...(channel ? [sql`timed.channel = ${channel}`] : []),
    ...(agentId === 'nobody' ? [sql`timed.assignee_id is null`] : []),
    ...(agentId && agentId !== 'nobody' ? [sql`timed.assignee_id = ${agentId}`] : []),
    ...(writerId ? [sql`timed.id in (select id from wrote where agent_id = ${writerId})`] : []),
    ...(tagId ? [sql`${tagId} in ${tagsOf(sql`timed`)}`] : []),
    ...(day ? [sql`local::date = ${day}::date`] : []),
    ...(weekday ? [sql`extract(isodow from local) = ${weekday}`] : []),
    ...(hour !== undefined ? [sql`extract(hour from local) = ${hour}`] : []),
    ...(cause ? [sql`cause = ${cause}`] : []),
  ];
}
