import type { Handler } from '../domain/standing.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { waitsOf } from '../domain/replies/waits.ts';

/** What a developer reads in the Temporal UI. Markdown, and nothing personal: the UI puts it into URLs. */
export function describe(state: ConversationState): string {
  return [
    `**${state.status}**, ${handledBy(state.handler)}, ${state.assignee ? `assigned to ${state.assignee}` : 'assigned to nobody'}`,
    '',
    `- Messages: ${state.lastSeq}`,
    `- Escalated: ${state.escalation ? `by ${state.escalation.cause} at ${state.escalation.at}` : 'no'}`,
    `- Customer’s address: ${state.customerEmail ? 'known' : 'not known'}`,
    ...(state.merged ? [`- Merged into: ${state.merged.into}`] : []),
    ...(state.parked ? [`- Not recorded, waiting for an admin: ${state.parked}`] : []),
    `- Next: ${whatNext(state)}`,
    ...(state.teamNotice.at ? [`- Notices to the team: at ${state.teamNotice.at}`] : []),
    ...againIn(state),
    ...(state.agentMail.digestAt ? [`- Mail to those who watch: at ${state.agentMail.digestAt}`] : []),
  ].join('\n');
}

function againIn({ escalateAgain }: ConversationState): string[] {
  if (!escalateAgain) return [];
  const { at } = escalateAgain;
  return [
    at ? `- Escalated again if nobody takes it: at ${at}` : '- Escalated again: nobody took it in time',
  ];
}

function handledBy(handler: Handler): string {
  if (handler.by === 'assistant') return 'handled by the assistant';
  return handler.agentId ? `handled by agent ${handler.agentId}` : 'waits for an agent';
}

function whatNext(state: ConversationState): string {
  if (state.draftId || state.answerWanted) return 'the assistant answers';
  const [wait] = waitsOf(state);
  if (wait) return `${wait.summary} (${wait.until})`;
  if (state.unsent.length > 0) return `${state.unsent.length} mail(s) to send`;
  if (state.status === 'closed') return 'nothing, unless the customer writes again';
  if (state.status === 'waiting') return 'the customer answers';
  return state.handler.by === 'agent' ? 'an agent answers' : 'the customer writes';
}
