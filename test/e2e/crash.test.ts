import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type DatabaseConnection } from '../../db/connection/database.ts';
import { readTranscript } from '../../db/conversation/transcript.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { startFakeModel, type FakeModel } from '../support/model/fake-model.ts';
import { launchProduct, type LaunchedProduct } from '../support/launched/launched-product.ts';
import { sharedServers } from '../support/launched/shared-servers.ts';
import { AGENT } from '../support/stack/running-product.ts';
import { signIn } from '../support/people/agent-client.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

let model: FakeModel;
let product: LaunchedProduct;
let database: DatabaseConnection;

beforeAll(async () => {
  model = await startFakeModel();
  product = await launchProduct({
    servers: await sharedServers(),
    env: { LLM_BASE_URL: model.url, LLM_API_KEY: 'test-key', LLM_MODEL: 'test-model' },
  });
  database = connect(product.databaseUrl);
});
afterAll(async () => {
  await database?.close();
  await product?.[Symbol.asyncDispose]();
  await model?.stop();
});

async function visit() {
  return beginVisit({ url: product.url, widgetKey: product.widgetKey });
}

async function lines(conversationId: ConversationId): Promise<string[]> {
  const messages = await readTranscript(database.db, { conversationId, afterRevision: 0 });
  return messages.map(({ seq, author, text }) => `${seq} ${author.by}: ${text}`);
}

async function killProcess(name: 'worker' | 'api'): Promise<void> {
  process.kill(product.pid(name), 'SIGKILL');
}

it('answers once and in full when the worker is killed in the middle of a streamed draft', async () => {
  const { conversationId, say } = await visit();
  let letGo = () => {};
  const hold = new Promise<void>((resolve) => (letGo = resolve));
  model.script({ text: 'The first attempt never ends.', hold }, { text: 'The second attempt is whole.' });
  await say('What happens when a worker dies?');
  await eventually('the first draft', () => model.requests.length === 1);
  await killProcess('worker');
  const said = await eventually(
    'the answer',
    async () => {
      const all = await lines(conversationId);
      return all.length >= 2 && all;
    },
    60_000,
  );
  letGo();
  expect(said).toEqual([
    '1 customer: What happens when a worker dies?',
    '2 assistant: The second attempt is whole.',
  ]);
});

it('keeps a message once when the api is killed right after accepting it', async () => {
  const { conversationId, say } = await visit();
  model.script({ text: 'Here I am.' });
  const id = newId('msg');
  await say('Are you still there?', id);
  await killProcess('api');
  await eventually(
    'the api to be back',
    async () => (await fetch(`${product.url}/ready`).catch(() => null))?.ok,
    60_000,
  );
  await say('Are you still there?', id);
  const said = await eventually('the answer', async () => {
    const all = await lines(conversationId);
    return all.length >= 2 && all;
  });
  expect(said).toEqual(['1 customer: Are you still there?', '2 assistant: Here I am.']);
});

it('merges two conversations once and in full when worker and api are killed in between', async () => {
  const [side, main] = [await visit(), await visit()];
  for (const [each, text] of [
    [side, 'The bill is wrong'],
    [main, 'Where is it?'],
  ] as const) {
    model.script({ text: 'Let me see.' });
    await each.say(text);
    await eventually('the answer', async () => (await lines(each.conversationId)).length === 2);
    await each.askForPerson('kim@example.org');
    await eventually('the address', async () => (await lines(each.conversationId)).length === 4);
  }
  const { conversations } = await signIn(product, AGENT);
  const merge = { conversationId: side.conversationId, id: newId('msg'), into: main.conversationId };
  await conversations.merge.mutate(merge);
  await killProcess('worker');
  await killProcess('api');
  const again = () =>
    conversations.merge.mutate(merge).then(
      () => true,
      () => false,
    );
  await eventually('the repetition to be accepted', again);
  const said = await eventually('the merged messages', async () => {
    const all = await lines(main.conversationId);
    return all.length >= 7 && all;
  });
  expect(said.slice(5)).toEqual(['6 customer: The bill is wrong', '7 assistant: Let me see.']);
  await side.say('Are you there?');
  await eventually('the chat', async () =>
    (await lines(main.conversationId)).at(-1)?.endsWith('customer: Are you there?'),
  );
  expect(await lines(main.conversationId)).toHaveLength(8);
});
