import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBulk } from '../../../db/bulk/bulk-acts.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { findConversation } from '../../../db/inbox/inbox.ts';
import { newId, type AgentId, type BulkId, type ConversationId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { signIn, type AgentClient } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let ana: AgentClient;
let ben: AgentId;

beforeAll(async () => {
  product = await startProduct({ limits: false });
  ana = await signIn(product);
  ben = await anotherAgent(product.database.db, { projectId: product.project.id });
});
afterAll(() => product?.[Symbol.asyncDispose]());

const db = () => product.database.db;
const here = () => ({ projectId: product.project.id, agentId: product.agentId });

async function waiting(): Promise<ConversationId> {
  const { conversationId, askForPerson } = await beginVisit(product);
  await askForPerson('kim@example.org');
  await eventually('the escalation', async () => (await standing(conversationId))?.handler.by === 'agent');
  return conversationId;
}

const standing = (conversationId: ConversationId) =>
  findConversation(db(), { conversationId, agentId: product.agentId });

async function eventsOf(conversationId: ConversationId): Promise<string[]> {
  const all = await readTranscript(db(), { conversationId, afterRevision: 0 });
  return all.flatMap(({ event }) => event?.kind ?? []);
}

async function through(id: BulkId) {
  return eventually('the end of the act', async () => {
    const found = await findBulk(db(), { id, ...here() });
    return found?.finished && found;
  });
}

async function begin(
  given: Parameters<AgentClient['bulk']['begin']['mutate']>[0]['given'],
  conversationIds: ConversationId[],
) {
  const id = newId('blk');
  const { projectId } = here();
  await ana.bulk.begin.mutate({ projectId, id, given, conversationIds });
  return through(id);
}

async function undo(bulkId: BulkId) {
  const id = newId('blk');
  await ana.bulk.undo.mutate({ projectId: product.project.id, id, bulkId });
  return through(id);
}

it('closes each once, says which refused it and why, and undoes what it did and no more', async () => {
  const all = [await waiting(), await waiting(), await waiting()];
  const [already] = all;
  await ana.conversations.close.mutate({ conversationId: already!, id: newId('msg') });
  await eventually('it to be closed', async () => (await standing(already!))?.status === 'closed');

  const closed = await begin({ name: 'close' }, all);
  expect(closed).toMatchObject({ total: 3, done: 3, undoes: null });
  expect(closed.refused).toEqual([{ conversationId: already, code: 'conversation_closed' }]);
  for (const id of all)
    await eventually('it to be closed', async () => (await standing(id))?.status === 'closed');

  const undone = await undo(closed.id);
  expect(undone).toMatchObject({ name: 'close', undoes: closed.id, refused: [] });
  await eventually('the others to be open', async () => {
    const now = await Promise.all(all.map(async (id) => (await standing(id))?.status));
    return now.join() === 'closed,open,open';
  });
  expect((await eventsOf(all[1]!)).filter((kind) => kind === 'closed')).toEqual(['closed']);
});

it('gives each back to whoever had it', async () => {
  const [bens, nobodys] = [await waiting(), await waiting()];
  await ana.conversations.assign.mutate({ conversationId: bens, id: newId('msg'), assignee: ben });
  await eventually('Ben to have it', async () => (await standing(bens))?.assignee === ben);
  const mine = await begin({ name: 'assign', input: { assignee: product.agentId } }, [bens, nobodys]);
  await eventually('Ana to have both', async () =>
    [await standing(bens), await standing(nobodys)].every((each) => each?.assignee === product.agentId),
  );
  await undo(mine.id);
  await eventually('each to be whose it was', async () => {
    const now = [await standing(bens), await standing(nobodys)].map((each) => each?.assignee);
    return now[0] === ben && now[1] === null;
  });
});

it('is asked for once, however often it is sent, and undone once', async () => {
  const one = await waiting();
  const { projectId } = here();
  const asked = { projectId, id: newId('blk'), given: { name: 'close' }, conversationIds: [one] } as const;
  await ana.bulk.begin.mutate({ ...asked, conversationIds: [one] });
  await ana.bulk.begin.mutate({ ...asked, conversationIds: [one] });
  await through(asked.id);
  await eventually('it to be closed', async () => (await eventsOf(one)).includes('closed'));
  expect((await eventsOf(one)).filter((kind) => kind === 'closed')).toHaveLength(1);
  await undo(asked.id);
  const again = ana.bulk.undo.mutate({ projectId, id: newId('blk'), bulkId: asked.id });
  await expect(again).rejects.toMatchObject({ data: { refusal: 'not_found' } });
});

it('refuses a command that is not for many, a field that is the api’s, and conversations of nobody here', async () => {
  const { projectId } = here();
  const one = await waiting();
  const ask = (given: unknown, conversationIds = [one]) =>
    ana.bulk.begin.mutate({ projectId, id: newId('blk'), given: given as never, conversationIds });
  const refused = (code: string) => ({ data: { refusal: code } });
  await expect(ask({ name: 'merge', input: { into: one } })).rejects.toMatchObject(refused('bad_input'));
  const reach = { chat: true, mail: 'on' };
  await expect(ask({ name: 'handBack', input: { reach } })).rejects.toMatchObject(refused('bad_input'));
  await expect(ask({ name: 'assign' })).rejects.toMatchObject(refused('bad_input'));
  await expect(ask({ name: 'close' }, [newId('cnv')])).rejects.toMatchObject(
    refused('conversation_not_found'),
  );
});

it('marks conversations unread for their agent alone, until they are read again', async () => {
  const one = await waiting();
  const { projectId } = here();
  const unread = async (agentId: AgentId) =>
    (await findConversation(db(), { conversationId: one, agentId }))?.unread;
  await ana.conversations.markRead.mutate({ conversationId: one, seq: 99 });
  expect(await unread(product.agentId)).toBe(false);
  const mark = (wanted: boolean) =>
    ana.conversations.markUnread.mutate({ projectId, conversationIds: [one], unread: wanted });
  await mark(true);
  expect(await unread(product.agentId)).toBe(true);
  await mark(false);
  expect(await unread(product.agentId)).toBe(false);
  await mark(true);
  await ana.conversations.markRead.mutate({ conversationId: one, seq: 1 });
  expect(await unread(product.agentId)).toBe(false);
});
