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
    lane: 'unassigned',
    name: 'Unassigned',
    empty: 'Nothing is unassigned',
    explain: 'Conversations that wait for a person, and for which nobody is responsible yet.',
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
    lane: 'mentions',
    name: 'Mentions',
    empty: 'Nobody waits for your answer',
    explain:
      'Conversations in which a note mentions you stay here until you say something there, or they close.',
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
    lane: 'snoozed',
    name: 'Snoozed',
    empty: 'Nothing is snoozed',
    explain: 'What you put aside comes back at its moment, or as soon as the customer answers.',
  },
  {
    lane: 'closed',
    name: 'Closed',
    empty: 'Nothing is closed yet',
    explain: 'A closed conversation comes back by itself when the customer answers.',
  },
  {
    lane: 'spam',
    name: 'Spam',
    empty: 'No spam',
    explain: 'What somebody marked as spam stays here, and wakes nobody.',
  },
];

/** The same question that the database answers for a page of the list. */
export function belongsTo(lane: InboxLane, row: ConversationRow, agentId: AgentId): boolean {
  if (lane === 'parked') return row.parked;
  if (row.lastSeq === 0) return false;
  if (row.spam) return lane === 'spam';
  const awake = row.status === 'open' || row.status === 'waiting';
  const attention = row.status === 'open' && row.handler.by === 'agent';
  switch (lane) {
    case 'attention':
      return attention;
    case 'unassigned':
      return attention && row.assignee === null;
    case 'mentions':
      return row.mentioned && row.status !== 'closed';
    case 'mine':
      return awake && row.assignee === agentId;
    case 'waiting':
    case 'snoozed':
    case 'closed':
      return row.status === lane;
    case 'assistant':
      return awake && row.handler.by === 'assistant';
    case 'spam':
      return false;
    case 'all':
      return true;
  }
}
