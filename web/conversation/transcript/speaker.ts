import type { AgentId } from '../../../domain/ids.ts';
import type { Message } from '../../../domain/message.ts';

export interface Speaker {
  name: string;
  /** Decides how the message looks. */
  role: 'customer' | 'assistant' | 'agent' | 'other' | 'system';
}

/** Who said a message, as the transcript names them. */
export function speakerOf(
  { author, authorName, event }: Pick<Message, 'author' | 'authorName'> & Partial<Pick<Message, 'event'>>,
  { customer, nameOf }: { customer: string; nameOf: (id: AgentId) => string | undefined },
): Speaker {
  switch (author.by) {
    case 'customer':
      return { name: customer, role: 'customer' };
    case 'assistant':
      return { name: 'Assistant', role: 'assistant' };
    case 'agent':
      return { name: nameOf(author.agentId) ?? authorName ?? 'Somebody of the team', role: 'agent' };
    case 'other':
      return { name: author.name || author.email, role: 'other' };
    case 'system':
      return {
        name: event?.kind === 'ruleSaid' ? `Rule “${event.rule.name}”` : 'Throughline',
        role: 'system',
      };
  }
}
