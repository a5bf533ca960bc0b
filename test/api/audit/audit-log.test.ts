import { afterAll, beforeAll, expect, it } from 'vitest';
import { memberships } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { agentClient, cookieOf, type AgentClient } from '../../support/people/agent-client.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

let product: Product;
let cookie: string;
let agent: AgentClient;

beforeAll(async () => {
  product = await startProduct();
  cookie = await cookieOf(product);
  agent = agentClient(product.url, cookie);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const place = () => ({ projectId: product.project.id });
const read = async (filter = {}) =>
  (await agent.audit.list.query({ ...place(), before: null, ...filter })).acts;

/** What is written down while something is done, newest first. */
async function writtenWhile(act: () => Promise<unknown>) {
  const known = new Set((await read()).map(({ id }) => id));
  await act();
  return (await read()).filter(({ id }) => !known.has(id));
}

async function settings() {
  const {
    id: _id,
    widgetKey: _key,
    defaultModel: _model,
    defaultEmbeddingModel: _embeddingModel,
    scriptTag: _tag,
    ...rest
  } = await agent.settings.get.query(place());
  return { ...place(), ...rest };
}

async function conversationWith(email: string) {
  const visit = await beginVisit(product);
  await visit.askForPerson(email);
  const { conversationId } = visit;
  await eventually('the conversation', () =>
    agent.conversations.get.query({ conversationId }).then(
      ({ customer }) => customer !== null,
      () => false,
    ),
  );
  return conversationId;
}

it('has a sign-in once, with its network', async () => {
  await eventually('the sign-in', async () => (await read({ act: 'signed_in' })).length === 1);
  expect((await read({ act: 'signed_in' }))[0]).toMatchObject({ by: 'Ana', network: '127.0.0.1' });
});

it('has each change of settings once, with the old and the new value, and nothing that stayed', async () => {
  const before = await settings();
  const changed = await writtenWhile(() => agent.settings.save.mutate({ ...before, name: 'Acme Ltd' }));
  expect(changed).toMatchObject([
    { act: 'settings_changed', changes: { name: { from: before.name, to: 'Acme Ltd' } } },
  ]);
  expect(Object.keys(changed[0]?.changes ?? {})).toEqual(['name']);
  expect(await writtenWhile(async () => agent.settings.save.mutate(await settings()))).toEqual([]);
  const limited = { ...(await settings()), maxTurnsAConversation: 20, maxMoneyADay: 2.5 };
  const budgets = await writtenWhile(() => agent.settings.save.mutate(limited));
  expect(budgets).toMatchObject([
    { changes: { maxTurnsAConversation: { from: null, to: 20 }, maxMoneyADay: { from: null, to: 2.5 } } },
  ]);
  const sender = await writtenWhile(() =>
    agent.mailSetup.saveSenderName.mutate({ ...place(), senderName: '{agent} from Acme' }),
  );
  expect(sender).toMatchObject([{ changes: { senderName: { from: null, to: '{agent} from Acme' } } }]);
});

it('has what became of an article', async () => {
  const article = { ...place(), id: newId('art') };
  const words = { title: 'Parcels', text: 'They take a week.' };
  const acts = await writtenWhile(async () => {
    await agent.articles.save.mutate({ ...article, ...words });
    await agent.articles.save.mutate({ ...article, ...words, text: 'They take two.' });
    await agent.articles.remove.mutate(article);
    await agent.articles.remove.mutate(article);
  });
  expect(acts.map(({ act, about }) => [act, about])).toEqual([
    ['article_removed', 'Parcels'],
    ['article_changed', 'Parcels'],
    ['article_added', 'Parcels'],
  ]);
});

it('names no customer who was blocked or erased', async () => {
  const email = 'kim@example.org';
  const conversationId = await conversationWith(email);
  const acts = await writtenWhile(async () => {
    await agent.blocks.add.mutate({ conversationId, kind: 'sender' });
    await agent.blocks.add.mutate({ conversationId, kind: 'sender' });
    await agent.blocks.lift.mutate({ ...place(), kind: 'sender', value: email });
    await agent.erasing.customer.mutate({ conversationId });
  });
  expect(acts.map(({ act }) => act)).toEqual(['customer_erased', 'block_lifted', 'block_added']);
  expect(JSON.stringify(acts)).not.toContain('kim');
});

it('writes nothing down about what was refused', async () => {
  const article = { ...place(), id: newId('art'), title: 'Foreign', text: 'Words.' };
  await agent.articles.save.mutate(article);
  const seen = await writtenWhile(async () => {
    const other = { ...article, projectId: newId('prj') };
    await expect(agent.articles.save.mutate(other)).rejects.toThrow();
    await expect(agent.settings.save.mutate({ ...(await settings()), name: '' })).rejects.toThrow();
  });
  expect(seen).toEqual([]);
});

it('is filtered by act, person and time, and read on page by page without a gap', async () => {
  const titles = Array.from({ length: 60 }, (_, each) => `Page ${each}`);
  for (const title of titles)
    await agent.articles.save.mutate({ ...place(), id: newId('art'), title, text: 'Words.' });
  const filter = { ...place(), act: 'article_added', agentId: product.agentId };
  const first = await agent.audit.list.query({ ...filter, before: null });
  const second = await agent.audit.list.query({ ...filter, before: first.acts.at(-1)?.id ?? null });
  expect([first.more, second.more]).toEqual([true, false]);
  const found = [...first.acts, ...second.acts].map(({ about }) => about);
  expect(found.slice(0, 60)).toEqual(titles.toReversed());
  expect(await read({ until: '2020-01-01T00:00:00Z' })).toEqual([]);
  expect(await read({ agentId: newId('agt') })).toEqual([]);
  expect(await agent.audit.actors.query(place())).toEqual([{ id: product.agentId, name: 'Ana' }]);
  await expect(read({ act: 'nothing_such' })).rejects.toThrow('One of:');
  for (const from of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-14:00'])
    await expect(read({ from })).rejects.toThrow('A moment of these centuries.');
});

it('is a file for admins alone, and says that somebody took it', async () => {
  const file = (headers: Record<string, string>, query = `project=${product.project.id}`) =>
    fetch(`${product.url}/audit-log.csv?${query}`, { headers });
  const acts = await writtenWhile(async () => {
    const response = await file({ cookie });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines[0]).toBe('"Time","Who","What","About","Changes","Network"');
    expect(lines[1]).toContain('"Ana","downloaded this log"');
    expect(lines.length).toBeGreaterThan(60);
  });
  expect(acts.map(({ act }) => act)).toEqual(['audit_exported']);
  expect((await file({})).status).toBe(401);
  expect((await file({ cookie }, `project=${newId('prj')}`)).status).toBe(404);
  expect((await file({ cookie }, `project=${product.project.id}&act=nothing`)).status).toBe(400);
  const { db } = product.database;
  await db.update(memberships).set({ role: 'agent' });
  expect((await file({ cookie })).status).toBe(403);
  await db.update(memberships).set({ role: 'owner' });
});
