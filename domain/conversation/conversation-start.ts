import type { ConversationSnapshot } from './state.ts';
import type { ConversationId } from '../ids.ts';
import { SEARCH_ATTRIBUTES } from '../search-attributes.ts';

export const workflowIdOf = (id: ConversationId) => `conversation/${id}`;

/**
 * A task that a worker took, or was about to be given, when it was killed is done again only after this: with Temporal's ten seconds
 * a message took 8 to 12 to appear after every second kill. Replaying a conversation takes half a second, a slow database is
 * waited for by heartbeats of the task, and Temporal itself gives more time to a task that failed thrice.
 */
const TASK_TIMEOUT = '3 seconds';

/** How a conversation's workflow is started, whoever starts it. */
export function conversationStart(snapshot: ConversationSnapshot) {
  const { conversationId, projectId, channel, status } = snapshot;
  return {
    workflowId: workflowIdOf(conversationId),
    workflowTaskTimeout: TASK_TIMEOUT,
    staticSummary: `Conversation ${conversationId}, begun by ${channel}`,
    args: [{ snapshot }] as [{ snapshot: ConversationSnapshot }],
    attributes: [
      { name: SEARCH_ATTRIBUTES.status, value: status },
      { name: SEARCH_ATTRIBUTES.project, value: projectId },
      { name: SEARCH_ATTRIBUTES.channel, value: channel },
    ],
  };
}
