import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { saveSavedReply } from '../../../db/saved-replies/saved-replies.ts';
import { signIn } from '../../support/people/agent-client.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';
import { eventually } from '../../support/eventually.ts';
import type { Product } from '../../support/stack/product.ts';
import { startProduct } from '../../support/stack/start-product.ts';

let product: Product;
let client: Awaited<ReturnType<typeof signIn>>;
beforeAll(async () => {
  product = await startProduct();
  client = await signIn(product);
});
afterAll(() => product?.[Symbol.asyncDispose]());

const said = (parts: object = {}) => ({
  ...{ projectId: product.project.id, id: newId('rul'), name: 'Invoices', when: { kind: 'new' as const } },
  ...{ conditions: [], acts: [{ does: 'close' as const }], ...parts },
});
const list = () => client.rules.list.query({ projectId: product.project.id });
const url = 'https://hooks.example.com/services/very-secret-1a2';
const webhook = (to: string | null) => ({ does: 'callWebhook' as const, url: to, shown: null });

it('shows a webhook’s address to nobody, and keeps it where none is entered anew', async () => {
  const rule = said({ acts: [webhook(url)] });
  await client.rules.save.mutate(rule);
  const shown = async () => (await list()).find(({ id }) => id === rule.id)?.acts[0];
  expect(await shown()).toEqual({ does: 'callWebhook', url: null, shown: 'hooks.example.com/…1a2' });
  await client.rules.save.mutate({ ...rule, name: 'Bills', acts: [webhook(null)] });
  expect(await shown()).toMatchObject({ shown: 'hooks.example.com/…1a2' });
  const log = await client.audit.list.query({ projectId: product.project.id, before: null });
  expect(JSON.stringify(log)).toContain('rule_changed');
  expect(JSON.stringify(log)).not.toContain('very-secret');
  await client.rules.remove.mutate({ projectId: product.project.id, id: rule.id });
});

it('refuses what a rule could not do', async () => {
  const { project, database } = product;
  const named = newId('srp');
  await saveSavedReply(database.db, {
    ...{
      id: named,
      projectId: project.id,
      name: 'hello',
      text: 'I am {agent.name}',
      language: null,
      acts: [],
    },
    ...{ owner: null, author: null },
  });
  const refused = [
    [webhook('http://127.0.0.1/x')],
    [webhook(null)],
    [{ does: 'assign', assignee: newId('agt') }],
    [{ does: 'addTags', tagIds: [newId('tag')] }],
    [{ does: 'sendSavedReply', savedReplyId: newId('srp') }],
    [{ does: 'sendSavedReply', savedReplyId: named }],
    [{ does: 'close' }, { does: 'close' }],
    [
      { does: 'assign', assignee: product.agentId },
      { does: 'roundRobin', agents: [product.agentId], capacity: 1 },
    ],
    [],
  ];
  for (const acts of refused)
    await expect(client.rules.save.mutate(said({ acts })), JSON.stringify(acts)).rejects.toMatchObject({
      data: { refusal: 'bad_input' },
    });
  expect(await list()).toEqual([]);
});

it('tries a rule on past conversations before it is switched on, and tells which others it meets', async () => {
  const visit = await beginVisit(product);
  await visit.say('Where is my invoice?');
  await eventually('the words', async () => (await client.rules.try.query(said())).looked === 1);
  const other = said({ name: 'Low', acts: [{ does: 'setPriority', priority: 'low' }] });
  await client.rules.save.mutate(other);
  const trial = await client.rules.try.query(
    said({
      conditions: [{ kind: 'words', anyOf: ['invoice'] }],
      acts: [{ does: 'setPriority', priority: 'high' }],
    }),
  );
  expect(trial).toMatchObject({
    ...{ looked: 1, matched: 1, runs: 1 },
    conversations: [{ id: visit.conversationId, times: 1, acts: ['setPriority'] }],
    meets: [{ id: other.id, name: 'Low', isOn: false, how: 'contradicts' }],
  });
  const none = await client.rules.try.query(said({ conditions: [{ kind: 'channel', channel: 'email' }] }));
  expect(none).toMatchObject({ looked: 1, matched: 0, runs: 0, conversations: [] });
});
