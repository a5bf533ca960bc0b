import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Answer, Assistant } from '../../activities/ai/assistant.ts';
import { messages, projects } from '../../db/schema.ts';
import { workflowIdOf } from '../../domain/conversation-start.ts';
import { newId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { startProduct } from '../support/start-product.ts';
import { beginVisit } from '../support/visitor-client.ts';

const done: Answer = {
  ...{ outcome: 'answered', text: 'Done.', reason: null },
  ...{ citations: [], model: null, usage: null },
};

/** Answers nobody until it is let go. */
function holding(): Assistant & { asked: number; letGo(): void } {
  let letGo = () => {};
  const open = new Promise<void>((resolve) => (letGo = resolve));
  const assistant = {
    asked: 0,
    letGo,
    answer: async () => {
      assistant.asked++;
      await open;
      return done;
    },
  };
  return assistant;
}

/** More drafts than a queue that all work shares has slots. */
const SLOW = 105;

it('mails an agent’s reply at once while more than a hundred drafts wait for their models', async () => {
  await using product = await startProduct({ worker: false, limits: false });
  const assistant = holding();
  await product.startWorker({ assistant });
  await using _released = { [Symbol.asyncDispose]: async () => assistant.letGo() };
  const visit = await beginVisit(product);
  await visit.askForPerson('kim@example.org');
  await Promise.all(Array.from({ length: SLOW }, async () => (await beginVisit(product)).say('Slowly')));
  await eventually('every draft to wait', () => assistant.asked >= SLOW, 120_000);
  const reply = { id: newId('msg'), text: 'At once', seenSeq: 10 };
  const { gateway, agentId, mailbox } = product;
  const begun = performance.now();
  await gateway.update('reply', visit.conversationId, reply, { agentId });
  await eventually('the mail', () => mailbox.ledger().length === 1);
  console.log(`the mail left after ${Math.round(performance.now() - begun)} ms`);
}, 180_000);

it('answers another project before the backlog of one is done', async () => {
  await using product = await startProduct({ worker: false, limits: false });
  const { db } = product.database;
  const other = { id: newId('prj'), name: 'Other', widgetKey: newId('pk'), supportAddress: 'a@b.test' };
  await db.insert(projects).values({ ...other, greeting: '' });
  const backlog = 30;
  let asked = 0;
  const assistant: Assistant = {
    answer: async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 250));
      return done;
    },
  };
  await product.startWorker({ assistant }, { models: 1 });
  await Promise.all(
    Array.from({ length: backlog }, async () => (await beginVisit(product)).say('One of many')),
  );
  await eventually('the backlog to be worked on', () => asked > 2);
  const single = await beginVisit({ url: product.url, widgetKey: other.widgetKey });
  await single.say('The only one');
  await eventually(
    'its answer',
    async () => {
      const said = await db.select().from(messages).where(eq(messages.conversationId, single.conversationId));
      return said.length === 2;
    },
    60_000,
  );
  expect(asked).toBeLessThan(backlog);
}, 120_000);

it('goes on with what an earlier version left in the queue that all work shared', async () => {
  await using product = await startProduct();
  const { client, config, database } = product;
  const visit = await beginVisit(product);
  await visit.say('Hello');
  const answered = () => database.sql`select 1 from messages where author->>'by' = 'assistant'`;
  await eventually('the answer', async () => (await answered()).length > 0);
  const history = await client.workflow.getHandle(workflowIdOf(visit.conversationId)).fetchHistory();
  const queues = history.events?.flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.taskQueue?.name ?? [],
  );
  expect(queues).toEqual([`${config.temporal.taskQueue}-models`]);
  const { taskQueue } = config.temporal;
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: config.temporal.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: 2,
  });
  expect(pollers?.length).toBeGreaterThan(0);
});
