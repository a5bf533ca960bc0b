import type { AgentId } from '../ids.ts';
import type { Message } from '../message.ts';

/**
 * Whether something said may be unread to an agent: others' words, never their own; of what merely happened, only a mail
 * that missed its customer, and the end of a snooze. `db/inbox/unread.ts` asks the database the same.
 */
export function mayBeUnread({ kind, author, event, place }: Message, agentId: AgentId): boolean {
  if (place?.withdrawn) return false;
  if (kind === 'event') return event?.kind === 'notDelivered' || event?.kind === 'snoozeEnded';
  return author.by !== 'agent' || author.agentId !== agentId;
}
