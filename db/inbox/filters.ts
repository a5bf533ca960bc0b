import { and, eq, gte, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { AgentId, ProjectId } from '../../domain/ids.ts';
import { groupsOf } from '../../domain/search/decide.ts';
import type { CanBe, Filter } from '../../domain/search/search.ts';
import { SPAM } from '../schema/base/conversations.ts';
import { agents, attachments, conversations, customerAddresses, customers } from '../schema/schema.ts';
import { whoIs } from '../schema/base/who-is.ts';
import { anywhere, carries } from '../search/has-words.ts';
import { hasUnread } from './unread.ts';

interface Asking {
  projectId: ProjectId;
  agentId: AgentId;
}

/** What the operators of a search ask of a conversation. Of those it has one at a time, one will do; of the others it has all. */
export function passes(filters: readonly Filter[], asking: Asking): SQL | undefined {
  return and(...groupsOf(filters).map((group) => or(...group.map((filter) => one(filter, asking)))));
}

function one(filter: Filter, asking: Asking): SQL | undefined {
  switch (filter.on) {
    case 'is':
      return be(filter.value, asking);
    case 'assignee':
      return assignedTo(filter.value, asking);
    case 'channel':
      return eq(conversations.channel, filter.value === 'email' ? 'email' : 'widget');
    case 'before':
      return lt(conversations.lastMessageAt, startOf(filter.value));
    case 'after':
      return gte(conversations.lastMessageAt, startOf(filter.value));
    case 'from':
      return isFrom(filter.value, asking);
    case 'has':
      return sql`exists (select 1 from ${attachments} where ${attachments.conversationId} = ${conversations.id})`;
    case 'tag':
      return carries(asking.projectId, sql`= search_fold(${filter.value})`);
    case 'priority':
      return sql`${conversations.priority} = ${filter.value.toLowerCase()}`;
  }
}

function be(value: CanBe, { agentId }: Asking): SQL {
  if (value === 'unread') return hasUnread(agentId);
  if (value === 'unassigned') return isNull(conversations.assigneeId);
  if (value === 'spam') return SPAM;
  return eq(conversations.status, value);
}

function assignedTo(value: string, { agentId }: Asking): SQL {
  if (value === 'me') return eq(conversations.assigneeId, agentId);
  if (value === 'none') return isNull(conversations.assigneeId);
  return sql`${conversations.assigneeId} in (select ${agents.id} from ${agents}
    where search_fold(${agents.name} || ' ' || ${agents.email}) like ${folded(value)})`;
}

/** Folded by the database, so that an index by parts is found: what stands around it needs no folding. */
const folded = (value: string) => sql`search_fold(${anywhere(value)})`;

function isFrom(value: string, { projectId }: Asking): SQL {
  return sql`${conversations.customerId} in (
    select ${customers.id} from ${customers} where ${customers.projectId} = ${projectId} and ${whoIs(customers)} like ${folded(value)}
    union
    select ${customers.id} from ${customers} join ${customerAddresses} on ${customerAddresses.customerId} = ${customers.id}
    where ${customers.projectId} = ${projectId} and ${customerAddresses.email} like ${folded(value)})`;
}

const startOf = (day: string) => new Date(`${day}T00:00:00Z`);
