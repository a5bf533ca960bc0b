import { expect, it } from 'vitest';
import type { Answer, Assistant } from '../../activities/assistant/assistant.ts';
import { ModelFailure } from '../../activities/assistant/model/model-failure.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import { eventually } from '../support/eventually.ts';
import { keepHistory } from '../support/people/histories.ts';
import type { Product } from '../support/stack/product.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { stateOf } from '../support/people/state-of.ts';

const transcript = (product: Product, conversationId: Message['conversationId']) =>
  readTranscript(product.database.db, { conversationId, afterRevision: 0 });

/** `customer: Hello` for what was said, `(escalated)` for what happened. */
async function lines(product: Product, conversationId: Message['conversationId']): Promise<string[]> {
  const messages = await transcript(product, conversationId);
  expect(messages.map((message) => message.seq)).toEqual(messages.map((_, index) => index + 1));
  return messages.map(({ author, text, event }) => (event ? `(${event.kind})` : `${author.by}: ${text}`));
}

const answered = (text: string): Answer => ({
  outcome: 'answered',
  text,
  reason: null,
  citations: [],
  model: null,
  usage: null,
});

/** Answers what it is told to, one question after the other; `wait` holds an answer back until the draft is stopped. */
function scripted(...answers: (Answer | Error | 'wait')[]): Assistant & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    answer: async (question, { signal }) => {
      asked.push(question.turns.at(-1)?.text ?? '');
      const next = answers.shift();
      if (next instanceof Error) throw next;
      if (next === 'wait')
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped'))),
        );
      return next as Answer;
    },
  };
}

async function startScripted(...answers: (Answer | Error | 'wait')[]) {
  const product = await startProduct({ worker: false });
  const assistant = scripted(...answers);
  await product.startWorker({ assistant });
  return { product, assistant, visit: await beginVisit(product) };
}

const command = () => ({ id: newId('msg') });

it('answers a visitor, in order and once', async () => {
  const { product, visit } = await startScripted(answered('Hi there'), answered('Fine'));
  await using _ = product;
  const id = newId('msg');
  await Promise.all([visit.say('Hello', id), visit.say('Hello', id), visit.say('Hello', id)]);
  await eventually('the first answer', async () => (await lines(product, visit.conversationId)).length === 2);
  await visit.say('How are you?');
  const said = await eventually('the second answer', async () => {
    const all = await lines(product, visit.conversationId);
    return all.length === 4 && all;
  });
  expect(said).toEqual([
    'customer: Hello',
    'assistant: Hi there',
    'customer: How are you?',
    'assistant: Fine',
  ]);
  await keepHistory(product, visit.conversationId, 'two turns');
});

it('answers a burst once, with everything that was said', async () => {
  const { product, visit, assistant } = await startScripted('wait', answered('Both, then'));
  await using _ = product;
  await visit.say('One thing');
  await eventually('the first draft', () => assistant.asked.length === 1);
  await visit.say('And another');
  const said = await eventually('the answer', async () => {
    const all = await lines(product, visit.conversationId);
    return all.length === 3 && all;
  });
  expect(said).toEqual(['customer: One thing', 'customer: And another', 'assistant: Both, then']);
  expect(assistant.asked).toEqual(['One thing', 'And another']);
  await keepHistory(product, visit.conversationId, 'a burst');
});

it('stops a running draft when an agent takes over, and delivers nothing of it', async () => {
  const { product, visit, assistant } = await startScripted('wait');
  await using _ = product;
  await visit.say('Hello');
  await eventually('the draft', () => assistant.asked.length === 1);
  const actor = { agentId: product.agentId };
  const standing = await product.gateway.agent.update('takeOver', visit.conversationId, command(), actor);
  expect(standing.handler).toEqual({ by: 'agent', agentId: product.agentId });
  await eventually(
    'the end of the draft',
    async () => !(await stateOf(product, visit.conversationId)).draftId,
  );
  expect(await lines(product, visit.conversationId)).toEqual(['customer: Hello', '(takenOver)']);
  await keepHistory(product, visit.conversationId, 'a take over during a draft');
});

it('hands over to the team with a fixed sentence when the model fails for good', async () => {
  const failure = new ModelFailure({ code: 'invalid_api_key', message: 'No', retryable: false });
  const { product, visit } = await startScripted(failure);
  await using _ = product;
  await visit.say('Hello');
  const said = await eventually('the escalation', async () => {
    const all = await lines(product, visit.conversationId);
    return all.length === 3 && all;
  });
  expect(said[1]).toMatch(/^assistant: Sorry/);
  expect(said[2]).toBe('(escalated)');
  await keepHistory(product, visit.conversationId, 'a failed model');
});

it('tries a failing model again before it gives up', async () => {
  const failure = new ModelFailure({ code: 'overloaded', message: 'Later', retryable: true });
  const { product, visit, assistant } = await startScripted(failure, answered('Now'));
  await using _ = product;
  await visit.say('Hello');
  await eventually('the answer', async () => (await lines(product, visit.conversationId)).length === 2);
  expect(assistant.asked).toHaveLength(2);
  await keepHistory(product, visit.conversationId, 'a retried model');
});

it('continues as new without losing or doubling a message', async () => {
  const { product, visit } = await startScripted();
  await using _ = product;
  await visit.askForPerson();
  const ids = Array.from({ length: 420 }, () => newId('msg'));
  for (const [index, id] of ids.entries()) {
    const send = () =>
      product.gateway.visitor.signal('customerMessage', visit.conversationId, {
        id,
        text: `Message ${index}`,
      });
    // As a sender does that was told to try again; and now and then one repeats itself for nothing.
    await send().catch(send);
    if (index % 10 === 9) await send().catch(send);
  }
  const said = await eventually(
    'all messages',
    async () => {
      const all = await lines(product, visit.conversationId);
      return all.length > ids.length && all;
    },
    60_000,
  );
  expect(said.slice(1)).toEqual(ids.map((_, index) => `customer: Message ${index}`));
  const handle = product.client.workflow.getHandle(`conversation/${visit.conversationId}`);
  const { raw } = await handle.describe();
  expect(raw.workflowExecutionInfo?.execution?.runId).not.toBe(raw.workflowExecutionInfo?.firstRunId);
  await keepHistory(product, visit.conversationId, 'continued as new');
});

it('refuses a stale reply and a command on a closed conversation with their codes', async () => {
  const { product, visit } = await startScripted();
  await using _ = product;
  await visit.askForPerson();
  await visit.say('Are you there?');
  await eventually('the message', async () => (await lines(product, visit.conversationId)).length === 2);
  const actor = { agentId: product.agentId };
  const reply = { ...command(), text: 'Yes', seenSeq: 1 };
  await expect(
    product.gateway.agent.update('reply', visit.conversationId, reply, actor),
  ).rejects.toMatchObject({
    code: 'stale_reply',
  });
  await product.gateway.agent.update('close', visit.conversationId, command(), actor);
  await expect(
    product.gateway.agent.update('takeOver', visit.conversationId, command(), actor),
  ).rejects.toMatchObject({
    code: 'conversation_closed',
  });
  await keepHistory(product, visit.conversationId, 'refused commands');
});

it('starts again from its row when its workflow has ended', async () => {
  const { product, visit } = await startScripted(answered('Hi'), answered('Still here'));
  await using _ = product;
  await visit.say('Hello');
  await eventually('the answer', async () => (await lines(product, visit.conversationId)).length === 2);
  await product.client.workflow.getHandle(`conversation/${visit.conversationId}`).terminate('test');
  await visit.say('Are you still there?');
  const said = await eventually('the second answer', async () => {
    const all = await lines(product, visit.conversationId);
    return all.length === 4 && all;
  });
  expect(said.at(-1)).toBe('assistant: Still here');
});

it('does everything an agent asks, and mails what the customer cannot see', async () => {
  const { product, visit } = await startScripted(answered('Hi'), answered('Back again'));
  await using _ = product;
  const { conversationId } = visit;
  const actor = { agentId: product.agentId };
  const expectLines = (count: number) =>
    eventually(`${count} lines`, async () => (await lines(product, conversationId)).length === count);
  await visit.say('Hello');
  await expectLines(2);
  await visit.askForPerson('casey@example.com');
  await expectLines(4);
  await product.gateway.agent.update(
    'assign',
    conversationId,
    { ...command(), assignee: product.agentId },
    actor,
  );
  await product.gateway.agent.update(
    'addNote',
    conversationId,
    { ...command(), text: 'Known customer' },
    actor,
  );
  await expectLines(6);
  const reply = { ...command(), text: 'How can I help?', seenSeq: 6 };
  const standing = await product.gateway.agent.update('reply', conversationId, reply, actor);
  expect(standing).toMatchObject({ status: 'waiting', assignee: product.agentId });
  await eventually(
    'the delivery',
    async () => (await transcript(product, conversationId)).at(-1)?.delivery?.state === 'delivered',
  );
  await product.gateway.agent.update('handBack', conversationId, command(), actor);
  await product.gateway.agent.update('close', conversationId, command(), actor);
  await product.gateway.agent.update('reopen', conversationId, command(), actor);
  await visit.say('One more thing');
  const said = await eventually('the answer', async () => {
    const all = await lines(product, conversationId);
    return all.at(-1) === 'assistant: Back again' && all;
  });
  expect(said.slice(2)).toEqual([
    '(emailGiven)',
    '(escalated)',
    '(assigned)',
    'agent: Known customer',
    'agent: How can I help?',
    '(handedBack)',
    '(closed)',
    '(reopened)',
    'customer: One more thing',
    'assistant: Back again',
  ]);
  expect(product.mailbox.ledger().map((mail) => mail.text)).toEqual([
    expect.stringContaining('How can I help?'),
  ]);
  await keepHistory(product, conversationId, 'everything an agent does');
});

it('costs a turn one signal, one marker and one activity, and two workflow tasks at most', async () => {
  const turns = 20;
  const { product, visit } = await startScripted(
    ...Array.from({ length: 2 * turns }, () => answered('An answer')),
  );
  await using _ = product;
  const handle = product.client.workflow.getHandle(`conversation/${visit.conversationId}`);
  const events = async () => (await handle.fetchHistory()).events ?? [];

  const answers = (wanted: number) =>
    eventually(
      `answer ${wanted}`,
      async () =>
        (await transcript(product, visit.conversationId)).filter(({ author }) => author.by === 'assistant')
          .length === wanted,
    );
  await visit.say('Hello');
  await answers(1);
  const before = (await events()).length;
  for (let said = 1; said <= turns; said++) {
    const message = { id: newId('msg'), text: 'And then?' };
    await product.gateway.visitor.signal('customerMessage', visit.conversationId, message);
    await answers(said + 1);
  }
  const made = (await events()).slice(before);
  console.log(`${(made.length / turns).toFixed(1)} history events a turn`);

  const count = (part: string) =>
    made.filter((event) => Object.keys(event).some((key) => key.startsWith(part))).length;
  expect(count('workflowExecutionSignaled')).toBe(turns);
  expect(count('markerRecorded')).toBe(turns);
  expect(count('activityTaskScheduled')).toBe(turns);
  const workflowTasks = count('workflowTaskScheduled');
  // One more than two each: the answer that was being read when the counting began.
  expect(workflowTasks).toBeLessThanOrEqual(2 * turns + 1);
  expect(made.length).toBe(2 * turns + count('activityTask') + count('workflowTask'));
});
