import type { AgentId, ConversationId } from '../../../domain/ids.ts';
import type { MoveEvent } from '../../../domain/message.ts';

/** What moved between two conversations, in a line; `otherOf` names the other one for the link behind it. */
export function moveWords(event: MoveEvent, nameOf: (id: AgentId) => string): string {
  const by = event.agentId ? nameOf(event.agentId) : '';
  switch (event.kind) {
    case 'mergedInto':
      return `${by} merged this conversation into another`;
    case 'mergedFrom':
      return `${by || 'Somebody'} merged another conversation into this one; its messages follow`;
    case 'unmerged':
      return by
        ? `${by} undid the merge; this conversation goes on by itself`
        : 'Not merged: the other conversation was merged or erased in the same moment';
    case 'mergeUndone':
      return `${by} undid the merge; the other conversation’s messages are in it again`;
    case 'splitOff':
      return event.following
        ? `${by} moved a message and what its sender wrote after it to a new conversation`
        : `${by} moved a message to a new conversation`;
    case 'splitFrom':
      return `${by || 'Somebody'} began this conversation with what was written in another`;
    case 'splitUndone':
      return `${by} undid the move; what was moved stands here again`;
    case 'splitWithdrawn':
      return `${by} moved everything back to the conversation it came from`;
  }
}

export function otherOf(event: MoveEvent): ConversationId {
  return 'into' in event ? event.into : event.from;
}
