import type { EscalationCause } from '../../domain/conversation.ts';
import type { AgentId } from '../../domain/ids.ts';
import type { ConversationEvent } from '../../domain/message.ts';
import { moveWords } from './move-words.ts';

const ESCALATED: Record<EscalationCause, string> = {
  visitor: 'The visitor asked for a person',
  assistant: 'The assistant asked for a person',
  failure: 'The assistant could not answer',
  email: 'The customer wrote by email',
};

export const escalationWords = (cause: EscalationCause): string => ESCALATED[cause];

/** The reason of an escalation where it says more than its cause. */
export function escalationReason({
  cause,
  reason,
}: {
  cause: EscalationCause;
  reason: string;
}): string | null {
  const same = reason.trim().replace(/\.$/, '') === ESCALATED[cause];
  return same ? null : reason.trim() || null;
}

/** A line about what happened. Agents are named by `nameOf`. */
export function eventWords(event: ConversationEvent, nameOf: (id: AgentId) => string): string {
  switch (event.kind) {
    case 'escalated':
      return escalationWords(event.cause);
    case 'takenOver':
      return `${nameOf(event.agentId)} took over`;
    case 'handedBack':
      return `${nameOf(event.agentId)} handed back to the assistant`;
    case 'assigned':
      return assignedWords(event, nameOf);
    case 'closed':
      return `${nameOf(event.agentId)} closed the conversation`;
    case 'reopened':
      return event.agentId
        ? `${nameOf(event.agentId)} reopened the conversation`
        : 'Reopened by a new message';
    case 'emailGiven':
      return 'The visitor gave an email address';
    default:
      return moveWords(event, nameOf);
  }
}

function assignedWords(
  { agentId, assignee }: Extract<ConversationEvent, { kind: 'assigned' }>,
  nameOf: (id: AgentId) => string,
): string {
  const by = nameOf(agentId);
  if (assignee === null) return `${by} unassigned the conversation`;
  if (assignee === agentId) return `${by} took responsibility`;
  const to = nameOf(assignee);
  return `${by} assigned it to ${to === 'You' ? 'you' : to}`;
}
