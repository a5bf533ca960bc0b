import { sql } from 'drizzle-orm';
import { lockConversation } from '../../db/recording/record.ts';
import { expect, it } from 'vitest';
import type { Assistant } from '../../activities/assistant/assistant.ts';
import { signIn } from '../support/people/agent-client.ts';
import { eventually } from '../support/eventually.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { keepHistory } from '../support/people/histories.ts';

/** Promises a person at first, and would then go on by itself. */
function promisingAssistant(): Assistant {
  const answer = { citations: [], model: null, usage: null };
  return {
    answer: ({ turns }) =>
      Promise.resolve(
        turns.length === 1
          ? { ...answer, outcome: 'escalate', text: 'A person will help.', reason: 'No passage fits.' }
          : { ...answer, outcome: 'answered', text: 'All is well.', reason: null },
      ),
  };
}

it('brings the person that an answer promised, although the customer wrote in the moment it was recorded', async () => {
  await using product = await startProduct({ worker: false });
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const { db } = product.database;
  const waiting = async (count: number) => {
    const { rows } = await db.execute(sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return rows.length === count;
  };
  let release = () => {};
  let held: Promise<unknown> | undefined;
  const assistant = promisingAssistant();
  const { answer } = assistant;
  // The answer and what the customer writes meanwhile wait for the same row, in this order.
  assistant.answer = async (question, options) => {
    const said = await answer(question, options);
    if (!held) {
      await new Promise<void>((locked) => {
        held = db.transaction(async (tx) => {
          await lockConversation(tx, conversationId);
          locked();
          await new Promise<void>((resolve) => (release = resolve));
        });
      });
    }
    return said;
  };
  await product.startWorker({ assistant });
  await visit.say('Where is it?');
  await eventually('the answer to wait', () => waiting(1));
  await visit.say('Hello?');
  await eventually('the next message to wait', () => waiting(2));
  release();
  await held;
  const { conversations } = await signIn(product);
  const standing = () => conversations.get.query({ conversationId });
  await eventually('a person to be asked', async () => (await standing()).handler.by === 'agent');
  expect(await standing()).toMatchObject({
    status: 'open',
    escalation: { cause: 'assistant', reason: 'No passage fits.' },
  });
  await keepHistory(product, conversationId, 'an answer recorded too late');
});
