import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { Answer, Assistant } from '../../activities/assistant/assistant.ts';
import { projects } from '../../db/schema/schema.ts';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

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
const AT_ONCE = 5;

it('mails an agent’s reply at once while more than a hundred drafts wait for their models', async () => {
  await using product = await startProduct({ worker: false, limits: false });
  const assistant = holding();
  await product.startWorker({ assistant });
  await using _released = { [Symbol.asyncDispose]: async () => assistant.letGo() };
  const visit = await beginVisit(product);
  await visit.askForPerson('kim@example.org');
  for (let left = SLOW; left > 0; left -= AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, async () => (await beginVisit(product)).say('Slowly')));
  await eventually('every draft to wait', () => assistant.asked >= SLOW, 120_000);
  const reply = { id: newId('msg'), text: 'At once', seenSeq: 10 };
  const { gateway, agentId, mailbox } = product;
  const begun = performance.now();
  await gateway.agent.update('reply', visit.conversationId, reply, { agentId });
  await eventually('the mail', () => mailbox.ledger().length === 1);
  console.log(`the mail left after ${Math.round(performance.now() - begun)} ms`);
});

/** Scheduled, and not yet begun by anybody. */
const waits = async ({ client }: Product, id: ConversationId) => {
  const { raw } = await client.workflow.getHandle(workflowIdOf(id)).describe();
  return raw.pendingActivities?.length === 1;
};

it('answers another project before the backlog of one is done', async () => {
  await using product = await startProduct({ worker: false, limits: false });
  const { db } = product.database;
  const other = { id: newId('prj'), name: 'Other', widgetKey: newId('pk'), supportAddress: 'a@b.test' };
  await db.insert(projects).values({ ...other, greeting: '' });
  const backlog = 40;
  const order: string[] = [];
  const first = holding();
  const assistant: Assistant = {
    answer: async (question, options) => {
      order.push(question.project.name);
      return first.answer(question, options);
    },
  };
  await product.startWorker({ assistant }, { models: 1 });
  const visits = [];
  for (let left = backlog; left > 0; left--) {
    const visit = await beginVisit(product);
    await visit.say('One of many');
    visits.push(visit);
  }
  for (const { conversationId } of visits)
    await eventually('the backlog to wait', () => waits(product, conversationId));
  const single = await beginVisit({ url: product.url, widgetKey: other.widgetKey });
  await single.say('The only one');
  await eventually('it to wait as well', () => waits(product, single.conversationId));
  first.letGo();
  await eventually('every answer', () => order.length === backlog + 1);
  expect(order.indexOf('Other')).toBeLessThan(backlog);
});

it('hands a draft over with the answer to the task that asked for it: it waits in the workflows’ own queue', async () => {
  await using product = await startProduct();
  const { client, config, database } = product;
  const visit = await beginVisit(product);
  await visit.say('Hello');
  const answered = () => database.db.execute(sql`select 1 from messages where author->>'by' = 'assistant'`);
  await eventually('the answer', async () => (await answered()).rows.length > 0);
  const history = await client.workflow.getHandle(workflowIdOf(visit.conversationId)).fetchHistory();
  const scheduled =
    history.events?.flatMap((event) => event.activityTaskScheduledEventAttributes ?? []) ?? [];
  const work = scheduled.map(({ activityType, taskQueue }) => [activityType?.name, taskQueue?.name]);
  expect(work).toEqual([['draftAnswer', config.temporal.taskQueue]]);
});
