import type { AgentId } from '../ids.ts';
import type { ConversationRow } from '../inbox/views.ts';
import { ALTERNATIVES, STATES, type CanBe, type Filter, type Search } from './search.ts';

/**
 * Whether a row that came on the stream passes, as far as a row tells: the same question that `db/inbox/filters.ts` asks.
 * Null: only the database knows.
 */
export function decide({ words, filters }: Search, row: ConversationRow, agentId: AgentId): boolean | null {
  const answers = groupsOf(filters).map((group) => any(group.map((filter) => passes(filter, row, agentId))));
  if (answers.includes(false)) return false;
  return words.length > 0 || answers.includes(null) ? null : true;
}

const any = (answers: (boolean | null)[]) =>
  answers.includes(true) || (answers.includes(null) ? null : false);

/** Filters of which one will do stand together. */
export function groupsOf(filters: readonly Filter[]): Filter[][] {
  const groups = new Map<unknown, Filter[]>();
  for (const filter of filters) {
    const group = isAlternative(filter) ? (filter.on === 'is' ? 'state' : filter.on) : filter;
    groups.set(group, [...(groups.get(group) ?? []), filter]);
  }
  return [...groups.values()];
}

const isAlternative = ({ on, value }: Filter): boolean =>
  ALTERNATIVES.includes(on) || (on === 'is' && STATES.some((each) => each === value));

function passes(filter: Filter, row: ConversationRow, agentId: AgentId): boolean | null {
  switch (filter.on) {
    case 'is':
      return be(filter.value, row);
    case 'channel':
      return (row.channel === 'email') === (filter.value === 'email');
    case 'assignee':
      if (filter.value === 'me') return row.assignee === agentId;
      return filter.value === 'none' ? row.assignee === null : null;
    case 'before':
      return row.lastMessageAt < `${filter.value}T00:00:00.000Z`;
    case 'after':
      return row.lastMessageAt >= `${filter.value}T00:00:00.000Z`;
    case 'priority':
      return row.priority === filter.value.toLowerCase();
    default:
      return null;
  }
}

function be(value: CanBe, row: ConversationRow): boolean {
  if (value === 'unread') return row.unread;
  if (value === 'unassigned') return row.assignee === null;
  return value === 'spam' ? row.spam : row.status === value;
}
