import { sql, type SQL } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/message.ts';
import type { OpenClock } from '../../domain/reports/open-clock.ts';
import type { Period } from '../../domain/reports/period.ts';

/** The tags a conversation has by now: one that was merged counts as its target, one that was deleted not at all. */
export const tagsOf = (row: SQL) => sql`(select distinct coalesce(tags.merged_into, tags.id) as tag_id
  from unnest(${row}.tags) as given (id) join tags on tags.id = given.id)`;

export interface Asked {
  projectId: ProjectId;
  period: Period;
  clock: OpenClock;
  channel?: Channel | undefined;
}

const floats = (values: number[]) => sql`${`{${values.join(',')}}`}::float8[]`;

/** What `shownAt` says, of a moment. */
const shown = (moment: SQL) => sql`(
  select case when span = 0 then 0
    else clock.before[span] + least(seconds, clock.until[span]) - clock.begins[span] end
  from (select seconds, width_bucket(seconds, clock.begins) as span
    from (select extract(epoch from ${moment})::float8 as seconds) as at) as here)`;

/**
 * `fact`: a row for each conversation that began in the period or the one before, of what is known of it. Copies that were
 * withdrawn and what was split off are left out; what was merged away is counted where it goes on.
 */
export function facts({ projectId, period, clock, channel }: Asked): SQL {
  const { before, from, until, timeZone } = period;
  return sql`
  with clock as materialized (
    select ${floats(clock.from)} as begins, ${floats(clock.until)} as until, ${floats(clock.before)} as before
  ), begun as materialized (
    select id, channel, created_at, status, assignee_id, tags, created_at >= ${from}::timestamptz as current,
      created_at at time zone ${timeZone}::text as local
    from conversations
    where project_id = ${projectId} and last_seq > 0 and merged is null and not spam
      and created_at >= ${before}::timestamptz and created_at < ${until}::timestamptz
      ${channel ? sql`and channel = ${channel}` : sql``}
  ), happened as materialized (
    select messages.conversation_id as id,
      min(messages.created_at) filter (where by_agent) as answered_at,
      min(messages.created_at) filter (where event_kind = 'escalated') as escalated_at,
      max(messages.created_at) filter (where event_kind = 'closed') as closed_at,
      (array_agg(event->>'cause' order by messages.created_at) filter (where event_kind = 'escalated'))[1] as cause,
      (array_agg(event->>'score' order by messages.created_at) filter (where event_kind = 'rated'))[1] as score,
      bool_or(by_assistant) as by_assistant,
      bool_or(event_kind = 'takenOver') as taken
    from begun join messages on messages.conversation_id = begun.id
    cross join lateral (select event->>'kind' as event_kind,
      kind = 'message' and audience = 'everyone' and author->>'by' = 'agent' as by_agent,
      kind = 'message' and audience = 'everyone' and author->>'by' = 'assistant' as by_assistant) as said
    where not messages.withdrawn and messages.moved_to is null
    group by messages.conversation_id
  ), wrote as materialized (
    select messages.conversation_id as id, messages.author->>'agentId' as agent_id, count(*) as replies
    from begun join messages on messages.conversation_id = begun.id
    where messages.kind = 'message' and messages.audience = 'everyone'
      and messages.author->>'by' = 'agent' and not messages.withdrawn and messages.moved_to is null
    group by messages.conversation_id, messages.author->>'agentId'
  ), fact as materialized (
    select begun.*, answered_at, escalated_at, cause, score,
      case when status = 'closed' then closed_at end as closed_at,
      answered_at is null and escalated_at is null and taken is not true and by_assistant is true as alone,
      case when escalated_at <= answered_at then escalated_at else begun.created_at end as needed_at
    from begun left join happened using (id)
  ), timed as materialized (
    select fact.*,
      greatest(0, ${shown(sql`answered_at`)} - ${shown(sql`needed_at`)}) as response_seconds,
      greatest(0, ${shown(sql`closed_at`)} - ${shown(sql`fact.created_at`)}) as close_seconds
    from fact cross join clock
  )`;
}
