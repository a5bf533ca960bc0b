import { workflowInfo } from '@temporalio/workflow';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { queueOf, type Work } from '../../domain/task-queues.ts';

/** The queue of a kind of work, in which every project has its turn: the server takes them one after the other. */
export function turnOf({ projectId }: Pick<ConversationState, 'projectId'>, work: Work) {
  return { taskQueue: queueOf(workflowInfo().taskQueue, work), priority: { fairnessKey: projectId } };
}
