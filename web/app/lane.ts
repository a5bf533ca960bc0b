import type { AgentId } from '../../domain/ids.ts';
import type { ConversationRow, InboxLane } from '../../domain/inbox/views.ts';

/** In the order of the screen, with what an empty one means. */
export const LANES: { lane: InboxLane; name: string; empty: string; explain: string }[] = [
  {
    lane: 'all',
    name: 'All',
    empty: 'No conversations yet',
    explain:
      'The first one appears here by itself, as soon as a visitor writes in the widget or a customer writes an email.',
  },
  {
    lane: 'attention',
    name: 'Needs a human',
    empty: 'Nothing needs a human',
    explain: 'Conversations the assistant hands over, and customers’ answers, arrive here by themselves.',
  },
  {
    lane: 'parked',
    name: 'Needs attention',
    empty: 'Nothing needs attention',
    explain: 'What could not be recorded waits here until somebody retries, edits or skips it.',
  },
  {
    lane: 'mine',
    name: 'Mine',
    empty: 'Nothing is assigned to you',
    explain: 'A conversation becomes yours when you take it over, answer it, or somebody assigns it to you.',
  },
  {
    lane: 'waiting',
    name: 'Waiting for customer',
    empty: 'Nothing waits for a customer',
    explain: 'Answered conversations rest here until the customer writes again.',
  },
  {
    lane: 'assistant',
    name: 'With the assistant',
    empty: 'Nothing is with the assistant',
    explain: 'Here you can watch the assistant answer, and take over at any time.',
  },
  {
    lane: 'closed',
    name: 'Closed',
    empty: 'Nothing is closed yet',
    explain: 'A closed conversation comes back by itself when the customer answers.',
  },
];

/** The same question that the database answers for a page of the list. */
export function belongsTo(lane: InboxLane, row: ConversationRow, agentId: AgentId): boolean {
  if (lane === 'parked') return row.parked;
  if (row.lastSeq === 0) return false;
  const open = row.status !== 'closed';
  switch (lane) {
    case 'attention':
      return row.status === 'open' && row.handler.by === 'agent';
    case 'mine':
      return open && row.assignee === agentId;
    case 'waiting':
      return row.status === 'waiting';
    case 'assistant':
      return open && row.handler.by === 'assistant';
    case 'closed':
      return row.status === 'closed';
    case 'all':
      return true;
  }
}
