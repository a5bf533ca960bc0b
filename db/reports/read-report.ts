import { sql, type SQL } from 'drizzle-orm';
import type { Count, Report } from '../../domain/reports/report.ts';
import type { Queryable } from '../connection/database.ts';
import { facts, tagsOf, type Asked } from './facts.ts';

/** Which conversations each count counts, of `timed`. */
export const COUNTED: Record<Count, SQL> = {
  begun: sql`true`,
  answered: sql`answered_at is not null`,
  closed: sql`closed_at is not null`,
  alone: sql`alone`,
  escalated: sql`escalated_at is not null`,
  rated: sql`score is not null`,
  good: sql`score = 'good'`,
  okay: sql`score = 'okay'`,
  bad: sql`score = 'bad'`,
};

const counts = sql.join(
  Object.entries(COUNTED).map(([name, counted]) => sql`${name}::text, count(*) filter (where ${counted})`),
  sql`, `,
);

const spread = (seconds: SQL, counted: SQL) => sql`json_build_object(
  'median', round(percentile_cont(0.5) within group (order by ${seconds}) filter (where ${counted})),
  'p90', round(percentile_cont(0.9) within group (order by ${seconds}) filter (where ${counted})))`;

const figures = sql`${counts},
  'firstResponse', ${spread(sql`response_seconds`, COUNTED.answered)},
  'timeToClose', ${spread(sql`close_seconds`, COUNTED.closed)}`;

const rows = (of: SQL) => sql`(select coalesce(json_agg(row), '[]') from (${of}) as each (row))`;

/** Everything a report shows but its days, in one statement. */
export async function readReport(
  db: Queryable,
  asked: Asked,
): Promise<
  Pick<
    Report,
    'now' | 'before' | 'byChannel' | 'byAgent' | 'byWriter' | 'byTag' | 'byDay' | 'byHour' | 'byCause'
  >
> {
  const { rows: found } = await db.execute<{ report: Report }>(sql`
  ${facts(asked)}, now as materialized (select * from timed where current)
  select json_build_object(
    'now', (select json_build_object(${figures}) from now),
    'before', (select json_build_object(${figures}) from timed where not current),
    'byChannel', ${rows(sql`select json_build_object('channel', channel, ${figures}) from now group by channel order by channel`)},
    'byAgent', ${rows(sql`select json_build_object('agentId', assignee_id, 'name', max(agents.name), ${figures})
      from now left join agents on agents.id = assignee_id group by assignee_id
      order by assignee_id is null, count(*) desc, max(agents.name)`)},
    'byWriter', ${rows(sql`select json_build_object('agentId', agent_id, 'name', max(agents.name), 'replies', sum(replies), 'answered', count(*))
      from now join wrote using (id) left join agents on agents.id = agent_id group by agent_id
      order by sum(replies) desc, max(agents.name)`)},
    'byTag', ${rows(sql`select json_build_object('tagId', tag_id, 'name', max(tags.name), ${figures})
      from now cross join lateral ${tagsOf(sql`now`)} as its join tags on tags.id = tag_id
      group by tag_id order by count(*) desc, max(tags.name)`)},
    'byDay', ${rows(sql`select json_build_object('day', local::date, 'widget', count(*) filter (where channel = 'widget'),
      'email', count(*) filter (where channel = 'email'), 'firstResponse',
      round(percentile_cont(0.5) within group (order by response_seconds) filter (where ${COUNTED.answered})))
      from now group by local::date order by local::date`)},
    'byHour', ${rows(sql`select json_build_object('weekday', extract(isodow from local), 'hour', extract(hour from local), 'begun', count(*))
      from now group by extract(isodow from local), extract(hour from local)
      order by extract(isodow from local), extract(hour from local)`)},
    'byCause', ${rows(sql`select json_build_object('cause', cause, 'escalated', count(*))
      from now where ${COUNTED.escalated} group by cause order by count(*) desc, cause`)}
  ) as report`);
  return found[0]!.report;
}
