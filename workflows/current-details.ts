import type { Handler } from '../domain/standing.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { dollars } from '../domain/project/budgets/budgets.ts';
import { waitsIn, whatHappensNext, type Upcoming } from '../domain/triage/what-happens-next.ts';

/** What a developer reads in the Temporal UI. Markdown, and nothing personal: the UI puts it into URLs. */
export function describe(state: ConversationState): string {
  return [
    `**${state.status}**, ${handledBy(state.handler)}, ${state.assignee ? `assigned to ${state.assignee}` : 'assigned to nobody'}`,
    '',
    `- Messages: ${state.lastSeq}`,
    `- Escalated: ${escalated(state.escalation)}`,
    `- Customer’s address: ${state.customerEmail ? 'known' : 'not known'}`,
    ...(state.lastAnswer ? [`- Last answer: ${state.lastAnswer}`] : []),
    ...(state.spent.turns > 0 ? [`- Spent: ${spentWords(state.spent)}`] : []),
    ...(state.merged ? [`- Merged into: ${state.merged.into}`] : []),
    ...(state.parked ? [`- Not recorded, waiting for an admin: ${state.parked}`] : []),
    `- Next: ${whatNext(state)}`,
    ...whatHappensNext(waitsIn(state)).map(line),
    ...(state.escalateAgain?.at === null ? ['- Escalated again: nobody took it in time'] : []),
  ].join('\n');
}

/** The reason of a budget names the budget and nobody; other reasons may say anything. */
function escalated(escalation: ConversationState['escalation']): string {
  if (!escalation) return 'no';
  const { cause, reason, at } = escalation;
  return `by ${cause} at ${at}${cause === 'budget' ? `. ${reason}` : ''}`;
}

const spentWords = ({ turns, tokens, money }: ConversationState['spent']) =>
  `${turns} turn(s), ${tokens} token(s), ${dollars(money)}`;

/** The words of the inbox's list, with moments that a machine reads. */
const LINES: Record<Upcoming['kind'], string> = {
  replyLeaves: 'A reply leaves; until then it can be undone',
  mailLeaves: 'A mail leaves, unless its words are read in the chat',
  answerLeaves: 'The assistant’s answer leaves, unless an agent decides before',
  answerExpires: 'A person gets it, unless an agent decides about the assistant’s answer before',
  snoozeEnds: 'Snoozed, unless the customer answers before',
  escalatesAgain: 'Escalated again if nobody takes it',
  ruleRuns: 'A rule runs, if nobody touches it before',
  teamIsTold: 'Notices to the team',
  ratingAsked: 'Asked how it was',
  watchersAreTold: 'Mail to those who watch',
};

const line = (upcoming: Upcoming) => {
  const { kind, at } = upcoming;
  if (at === null) return '- Snoozed until the customer answers';
  return `- ${LINES[kind]}${kind === 'ruleRuns' ? ` (${upcoming.rule.id})` : ''}: at ${at}`;
};

function handledBy(handler: Handler): string {
  if (handler.by === 'assistant') return 'handled by the assistant';
  return handler.agentId ? `handled by agent ${handler.agentId}` : 'waits for an agent';
}

function whatNext(state: ConversationState): string {
  if (state.draftId || state.answerWanted) return 'the assistant answers';
  if (state.unsent.length > 0) return `${state.unsent.length} mail(s) to send`;
  if (state.status === 'closed') return 'nothing, unless the customer writes again';
  if (state.status === 'waiting') return 'the customer answers';
  if (state.status === 'snoozed') return 'the snooze ends';
  return state.handler.by === 'agent' ? 'an agent answers' : 'the customer writes';
}
