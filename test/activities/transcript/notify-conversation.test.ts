import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  notifyConversation,
  type NoticeToConversation,
} from '../../../activities/transcript/notify-conversation.ts';
import { workflowIdOf } from '../../../domain/conversation/conversation-start.ts';
import { newId, type MessageId, type ProjectId } from '../../../domain/ids.ts';
import { registerSearchAttributes } from '../../../search-attributes.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { startActivities } from '../../support/stack/run-activities.ts';

const own = ownDatabase();

let worker: Awaited<ReturnType<typeof startNotifying>>;

const startNotifying = () =>
  startActivities({
    notifyConversation: (notice: NoticeToConversation) => notifyConversation({ db: own.db }, notice),
  });

beforeAll(async () => {
  worker = await startNotifying();
  await registerSearchAttributes(worker.client.connection.operatorService, 'default');
});
afterAll(() => worker?.[Symbol.asyncDispose]());

/** News for a conversation whose workflow does not run, as another one of its project tells it. */
async function telling() {
  const { conversationId, projectId } = await seedConversation(own.db);
  const input = { id: newId('msg'), move: newId('msg') };
  const tell = (parts: { to?: typeof conversationId; projectId?: ProjectId; input?: typeof input } = {}) => {
    const notice: NoticeToConversation = {
      ...{ to: conversationId, name: 'refuseMerge', input, projectId, taskQueue: 'conversations' },
      ...parts,
    };
    return worker.run('notifyConversation', notice);
  };
  const workflow = worker.client.workflow.getHandle(workflowIdOf(conversationId));
  const heard = async () => {
    const { events } = await workflow.fetchHistory();
    return events?.filter((event) => event.workflowExecutionSignaledEventAttributes).length;
  };
  return { input, tell, workflow, heard };
}

it('a conversation whose workflow does not run is begun by the news, and hears every repetition in the same run', async () => {
  const { tell, workflow, heard } = await telling();
  expect(await tell()).toBe('told');
  const { runId, taskQueue } = await workflow.describe();
  expect(taskQueue).toBe('conversations');
  expect(await tell()).toBe('told');
  expect((await workflow.describe()).runId).toBe(runId);
  expect(await heard()).toBe(2);
  await workflow.terminate();
});

it('a conversation that is gone, or is another project’s, is told nothing and begins nothing', async () => {
  const [mine, theirs] = [await telling(), await seedConversation(own.db)];
  expect(await mine.tell({ to: newId('cnv') })).toBe('gone');
  expect(await mine.tell({ projectId: theirs.projectId })).toBe('gone');
  await expect(mine.workflow.describe()).rejects.toThrow(WorkflowNotFoundError);
});

it('news that no conversation would understand are refused before anything begins', async () => {
  const { tell, input, workflow } = await telling();
  await expect(tell({ input: { ...input, id: 'no id' as MessageId } })).rejects.toThrow();
  await expect(workflow.describe()).rejects.toThrow(WorkflowNotFoundError);
});
