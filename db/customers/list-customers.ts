import { sql, type SQL } from 'drizzle-orm';
import type { CustomerCursor, CustomerFilter, CustomerRow } from '../../domain/customers/customer-view.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { reachedAt, valuesOf } from '../schema/base/reached-at.ts';
import { customers } from '../schema/schema.ts';
import { whoIs } from '../schema/base/who-is.ts';

const PAGE_SIZE = 50;

/** Whoever is looked for by less than what so many have in common goes on typing. */
const MOST_FOUND = 2_000;

/** What an index of three characters at a time can find. */
const INDEXED_LENGTH = 3;

interface Query {
  projectId: ProjectId;
  search: string;
  filter?: CustomerFilter;
  before: CustomerCursor | null;
}

/** A project's customers, whoever said or heard something last first; those merged into another under that other. */
export async function listCustomers(db: Queryable, query: Query): Promise<CustomerRow[]> {
  const words = query.search.split(/\s+/).filter(Boolean);
  const isIndexed = words.some((word) => word.length >= INDEXED_LENGTH);
  const newest = isIndexed ? ofFound(query, words) : ofEverybody(query, words);
  const { rows } = await db.execute<RawRow>(sql`
    select one.id, coalesce(one.name, (
        select name from customers as merged where merged.one_id = one.id and name is not null order by merged_at, id limit 1
      )) as name, one.email, one.company, newest.id as newest_id, newest.status, newest.last_message_at,
      (select count(*)::int from conversations as every join customers as same on same.id = every.customer_id
        where same.one_id = one.id and every.last_seq > 0) as conversations
    from (${newest}) as newest join customers as one on one.id = newest.one_id
    order by newest.last_message_at desc, newest.id desc`);
  return rows.map(toRow);
}

interface RawRow extends Record<string, unknown> {
  id: CustomerRow['id'];
  name: string | null;
  email: string;
  company: string | null;
  newest_id: CustomerRow['newest']['id'];
  status: CustomerRow['newest']['status'];
  last_message_at: string | Date;
  conversations: number;
}

const toRow = ({ newest_id, status, last_message_at, ...row }: RawRow): CustomerRow => {
  const { id, name, email, company, conversations } = row;
  const lastMessageAt = new Date(last_message_at).toISOString();
  return { id, name, email, company, conversations, newest: { id: newest_id, lastMessageAt, status } };
};

const belowOf = ({ before }: Query): SQL =>
  before
    ? sql`and (it.last_message_at, it.id) < (${before.lastMessageAt}::timestamptz, ${before.id})`
    : sql``;

/** Of whoever is one person, all conversations and addresses count. */
function passes({ projectId, filter = 'all' }: Query, oneId: SQL): SQL {
  if (filter === 'all') return sql``;
  if (filter === 'open')
    return sql`and exists (
      select 1 from conversations as unclosed join customers as same on same.id = unclosed.customer_id
      where same.one_id = ${oneId} and unclosed.last_seq > 0 and unclosed.status <> 'closed' and not unclosed.spam)`;
  return sql`and ${oneId} in (
    select same.one_id from blocks join customers as same on same.project_id = blocks.project_id and same.email = blocks.value
    where blocks.project_id = ${projectId} and blocks.kind = 'sender'
    union
    select same.one_id from blocks join conversations as theirs on theirs.visitor_id = blocks.value
    join customers as same on same.id = theirs.customer_id
    where blocks.project_id = ${projectId} and blocks.kind = 'visitor')`;
}

/** Down the conversations by age, which an index has: each that is its customer's newest. */
const ofEverybody = (query: Query, words: string[]): SQL => sql`
  select customers.one_id, it.id, it.status, it.last_message_at
  from conversations as it join customers on customers.id = it.customer_id
  where it.project_id = ${query.projectId} and it.last_seq > 0 ${belowOf(query)}
    and not exists (
      select 1 from conversations as newer join customers as same on same.id = newer.customer_id
      where same.one_id = customers.one_id and newer.last_seq > 0
        and (newer.last_message_at, newer.id) > (it.last_message_at, it.id))
    ${passes(query, sql`customers.one_id`)}
    ${words.length > 0 ? sql`and customers.one_id in (${found(query.projectId, words)})` : sql``}
  order by it.last_message_at desc, it.id desc limit ${PAGE_SIZE}`;

/** Those whose words an index finds, each with their newest conversation. */
const ofFound = (query: Query, words: string[]): SQL => sql`
  select found.one_id, it.id, it.status, it.last_message_at
  from (select distinct one_id from (${found(query.projectId, words)}) as every limit ${MOST_FOUND}) as found
  cross join lateral (
    select mine.id, mine.status, mine.last_message_at
    from conversations as mine join customers as same on same.id = mine.customer_id
    where same.one_id = found.one_id and mine.last_seq > 0
    order by mine.last_message_at desc, mine.id desc limit 1
  ) as it
  where true ${belowOf(query)} ${passes(query, sql`found.one_id`)}
  order by it.last_message_at desc, it.id desc limit ${PAGE_SIZE}`;

/** Every word somewhere in a name and address, in company and telephone, in attributes, or in a further address. */
function found(projectId: ProjectId, words: string[]): SQL {
  const each = (where: SQL) =>
    sql.join(
      words.map((word) => sql`${where} like search_fold(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})`),
      sql` and `,
    );
  return sql`
    select ${customers.oneId} from ${customers} where ${customers.projectId} = ${projectId} and ${each(whoIs(customers))}
    union all
    select ${customers.oneId} from ${customers}
    where ${customers.projectId} = ${projectId} and ${each(reachedAt(customers))}
    union all
    select ${customers.oneId} from ${customers}
    where ${customers.projectId} = ${projectId} and ${each(valuesOf(customers))}
    union all
    select ${customers.oneId} from customer_addresses as further join ${customers} on ${customers.id} = further.customer_id
    where ${customers.projectId} = ${projectId} and ${each(sql`search_fold(further.email)`)}`;
}
