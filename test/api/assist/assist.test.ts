import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetCalls } from '../../../api/erasing/forget-calls.ts';
import { newId, type ConversationId, type MessageId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../../support/model/fake-model.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { FORGOTTEN_SOON } from '../../support/stack/stack.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import type { Product } from '../../support/stack/product.ts';

let model: FakeModel;
let product: Product;
let client: AgentClient;

beforeAll(async () => {
  model = await startFakeModel();
  product = await startProduct({ modelUrl: model.url });
  client = await signIn(product);
  await client.articles.save.mutate({
    ...{ projectId: product.project.id, id: newId('art'), title: 'Refunds' },
    text: '## How long\n\nRefunds take five days.',
  });
});
afterAll(async () => {
  await product?.[Symbol.asyncDispose]();
  await model?.stop();
});

/** Somebody asked, was answered, and wanted a person. */
async function waiting(
  text = 'How long do refunds take?',
): Promise<{ conversationId: ConversationId; asked: MessageId }> {
  const visit = await beginVisit(product);
  const asked = newId('msg');
  await visit.say(text, asked);
  const { conversationId } = visit;
  const get = () => client.conversations.get.query({ conversationId });
  await eventually('the conversation', () => get().catch(() => false));
  await client.conversations.takeOver.mutate({ conversationId, id: newId('msg') });
  return { conversationId, asked };
}

const recorded = async (conversationId: ConversationId) =>
  (await client.conversations.earlier.query({ conversationId, before: 1_000 })).messages.length;

/** Workflows that the server still knows of for a conversation's help. */
async function keptOf(conversationId: ConversationId): Promise<number> {
  const query = `WorkflowType = 'assist' AND WorkflowId STARTS_WITH 'assist-${conversationId}'`;
  const { count } = await product.client.workflow.count(query);
  return count;
}

it('finds passages and suggests a reply with its sources, and records and keeps nothing of it', async () => {
  const { conversationId } = await waiting();
  const before = await recorded(conversationId);
  const { passages } = await client.assist.passages.mutate({ conversationId });
  expect(passages[0]?.title).toBe('Refunds');
  expect(passages[0]?.text).toContain('five days');
  const suggested = await client.assist.suggest.mutate({ conversationId });
  expect(suggested).toMatchObject({ text: 'Refunds take five days. [1]', sources: [{ title: 'Refunds' }] });
  expect(await recorded(conversationId)).toBe(before);
  await eventually('nothing to be kept', async () => {
    await forgetCalls({ client: product.client, ...FORGOTTEN_SOON }, product.config.temporal.taskQueue);
    return (await keptOf(conversationId)) === 0;
  });
});

it('never hears of a note', async () => {
  const { conversationId } = await waiting();
  await client.conversations.addNote.mutate({
    conversationId,
    id: newId('msg'),
    text: 'He is a notorious liar.',
  });
  await eventually('the note', async () => (await recorded(conversationId)) >= 3);
  model.requests.length = 0;
  await client.assist.suggest.mutate({ conversationId });
  await client.assist.rewrite.mutate({ conversationId, text: 'It takes five days.', how: 'friendlier' });
  expect(model.requests.length).toBeGreaterThan(0);
  expect(JSON.stringify(model.requests)).not.toContain('notorious');
});

it('translates a message, and none of another conversation', async () => {
  const { conversationId, asked } = await waiting('Wie lange dauert die Erstattung?');
  const other = await waiting();
  model.script({ text: 'How long does the refund take?' });
  expect(await client.assist.translate.mutate({ conversationId, messageId: asked, into: 'en' })).toEqual({
    text: 'How long does the refund take?',
    from: 'de',
  });
  const foreign = client.assist.translate.mutate({ conversationId, messageId: other.asked, into: 'en' });
  await expect(foreign).rejects.toMatchObject({ data: { refusal: 'not_found' } });
});

it('says what to do when the model fails', async () => {
  const { conversationId } = await waiting();
  model.script({ status: 500 });
  const { problem } = (await client.assist.suggest.mutate({ conversationId })) as { problem: string };
  expect(problem).toMatch(/answered 500.*Try again in a moment, or write it yourself\.$/);
});

it('suggests nothing where the docs do not answer: to say so is for the customer', async () => {
  const { conversationId } = await waiting('Do you take Bitcoin?');
  model.script({ text: 'Our docs do not say. Shall a colleague help?' });
  expect(await client.assist.suggest.mutate({ conversationId })).toEqual({
    problem: 'There is no reply to suggest. Your articles do not answer this.',
  });
});

it('passes on what a model makes of the conversation, to the agent and the customer, and what they said where it makes nothing', async () => {
  const reason = JSON.stringify({ reason: 'They want a person.' });
  const handOff = { tool: { name: 'escalate', arguments: reason } };
  const passedOnOf = async (...summary: Parameters<typeof model.script>) => {
    const visit = await beginVisit(product);
    const { conversationId } = visit;
    model.script(handOff, ...summary);
    await visit.say('How long do refunds take, and who can look at mine?');
    const get = () => client.conversations.get.query({ conversationId }).catch(() => null);
    await eventually('a hand-off', async () => (await get())?.handler.by === 'agent');
    const { messages } = await client.conversations.earlier.query({ conversationId, before: 1_000 });
    const shown = await visit.visitor.earlier.query({ conversationId, before: 1_000 });
    return {
      agent: messages.find(({ event }) => event?.kind === 'escalated')?.event,
      customer: shown.messages.find(({ event }) => event?.kind === 'escalated')?.event,
    };
  };
  const summary = 'The customer asks how long refunds take, and who can look at theirs.';
  expect(await passedOnOf({ text: summary })).toMatchObject({
    agent: { reason: 'They want a person.', summary },
    customer: { summary },
  });
  const madeUp = { text: 'They were promised 500 EUR by Friday.' };
  for (const none of [[madeUp, madeUp], [{ status: 500 }]]) {
    const { agent, customer } = await passedOnOf(...none);
    expect(agent).toMatchObject({ reason: 'They want a person.' });
    expect(agent).not.toHaveProperty('summary');
    expect(customer).toEqual({ kind: 'escalated' });
  }
});

it('stops a slow model when its agent wants it no more', async () => {
  const { conversationId } = await waiting();
  const { aborted } = model;
  const asking = model.requests.length;
  model.script({ hang: true });
  const stop = new AbortController();
  const suggesting = client.assist.suggest.mutate({ conversationId }, { signal: stop.signal });
  suggesting.catch(() => undefined);
  await eventually('the model to be asked', () => model.requests.length > asking);
  stop.abort();
  await expect(suggesting).rejects.toThrow();
  await eventually('the model to be left alone', () => model.aborted > aborted);
  await eventually('nothing to be kept', async () => {
    await forgetCalls({ client: product.client, ...FORGOTTEN_SOON }, product.config.temporal.taskQueue);
    return (await keptOf(conversationId)) === 0;
  });
});
