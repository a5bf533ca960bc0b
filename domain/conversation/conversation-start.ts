import type { ConversationSnapshot } from './state.ts';
import type { ConversationId } from '../ids.ts';
import { SEARCH_ATTRIBUTES } from '../search-attributes.ts';

export const workflowIdOf = (id: ConversationId) => `conversation/${id}`;

/** How a conversation's workflow is started, whoever starts it. */
export function conversationStart(snapshot: ConversationSnapshot) {
  const { conversationId, projectId, channel, status } = snapshot;
  return {
    workflowId: workflowIdOf(conversationId),
    staticSummary: `Conversation ${conversationId}, begun by ${channel}`,
    args: [{ snapshot }] as [{ snapshot: ConversationSnapshot }],
    attributes: [
      { name: SEARCH_ATTRIBUTES.status, value: status },
      { name: SEARCH_ATTRIBUTES.project, value: projectId },
      { name: SEARCH_ATTRIBUTES.channel, value: channel },
    ],
  };
}
