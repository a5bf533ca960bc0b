import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { saying, transcriptOf } from '../support/mail/mail-conversation.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

let product: Product;
let kill: (() => Promise<void>) | undefined;

beforeAll(async () => {
  product = await startProduct({ worker: false });
});
afterAll(async () => {
  await kill?.();
  await product?.[Symbol.asyncDispose]();
});

/** @returns how to kill it. */
function startEarlierWorker(): () => Promise<void> {
  const { address, namespace, taskQueue } = product.config.temporal;
  const args = ['--import', 'tsx', 'test/support/stack/earlier-worker.ts', address, namespace, taskQueue];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const gone = once(child, 'exit');
  return async () => {
    child.kill('SIGKILL');
    await gone;
  };
}

/** Workflow tasks that ended without anything done: the sign of a local activity that is tried without end. */
async function endedTasks(id: ConversationId): Promise<number> {
  const { events } = await product.client.workflow.getHandle(workflowIdOf(id)).fetchHistory();
  return (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes).length;
}

it('a conversation that an earlier version left stuck records everything once this one runs', async () => {
  kill = startEarlierWorker();
  const { conversationId, say } = await beginVisit(product);
  await say('Before.');
  // Past the wall, as an earlier version let it pass.
  const handle = product.client.workflow.getHandle(workflowIdOf(conversationId));
  await handle.signal('customerMessage', { id: newId('msg'), text: 'My serial\0 number.' });
  await eventually('a stuck conversation', async () => (await endedTasks(conversationId)) >= 2, 120_000);
  await kill();
  await product.startWorker({ assistant: saying('Hello.') });
  await say('Afterwards.');
  const texts = async () => (await transcriptOf(product, conversationId)).map(({ text }) => text);
  await eventually('the last words', async () => (await texts()).includes('Afterwards.'), 60_000);
  expect(await texts()).toEqual(expect.arrayContaining(['Before.', 'My serial number.', 'Afterwards.']));
}, 300_000);
