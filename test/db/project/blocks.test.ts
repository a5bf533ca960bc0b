import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { blockFrom, isBlocked, liftBlock, listBlocks } from '../../../db/project/blocks.ts';
import { createVisitor, noteNetwork } from '../../../db/project/visitors.ts';
import { customers } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import type { BlockKind } from '../../../domain/project/block.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const NETWORK = '203.0.113.7';

/** Kim in the chat and by mail, and Ana, who can block them. */
async function chatting() {
  const { db } = own;
  const { projectId, agentId, customerId } = await seedConversation(db);
  const { id: visitor } = await createVisitor(db, { projectId, tokenHash: newId('vis') });
  await noteNetwork(db, visitor, NETWORK);
  const conversationId = await anotherConversation(db, { projectId, customerId, visitorId: visitor });
  const block = (kind: BlockKind, where = conversationId) =>
    blockFrom(db, { projectId, conversationId: where, kind, by: agentId });
  return { projectId, customerId, visitor, block };
}

it.each(['visitor', 'network', 'sender'] as const)(
  'a blocked %s is kept out, and nobody beside them',
  async (kind) => {
    const { projectId, visitor, block } = await chatting();
    const kim = { visitor, network: NETWORK, sender: 'kim@example.org' };
    const others = { visitor: newId('vis'), network: '203.0.113.8', sender: 'lee@example.org' };
    expect(await isBlocked(own.db, projectId, kim)).toBe(false);
    expect(await block(kind)).toEqual({ isNew: true });
    expect(await block(kind)).toEqual({ isNew: false });
    expect(await isBlocked(own.db, projectId, kim)).toBe(true);
    expect(await isBlocked(own.db, projectId, { ...others, [kind]: kim[kind] })).toBe(true);
    expect(await isBlocked(own.db, projectId, { ...kim, [kind]: others[kind] })).toBe(false);
    expect(await isBlocked(own.db, projectId, { ...kim, [kind]: null })).toBe(false);
    expect(await isBlocked(own.db, (await chatting()).projectId, kim)).toBe(false);
  },
);

it('a sender is the same one however their address is written', async () => {
  const { projectId, customerId, block } = await chatting();
  await own.db.update(customers).set({ email: 'Kim@Example.org' }).where(eq(customers.id, customerId));
  await block('sender');
  expect(await isBlocked(own.db, projectId, { sender: 'KIM@example.org' })).toBe(true);
});

it('where nobody of that kind is known, nobody is blocked', async () => {
  const { projectId, block } = await chatting();
  const empty = await anotherConversation(own.db, { projectId });
  for (const kind of ['visitor', 'network', 'sender'] as const) expect(await block(kind, empty)).toBeNull();
  expect(await listBlocks(own.db, projectId)).toEqual([]);
});

it('the team sees whom they block, by whom, and lets each in again by itself', async () => {
  const { projectId, visitor, block } = await chatting();
  await block('sender');
  await block('visitor');
  expect(await listBlocks(own.db, projectId)).toMatchObject([
    { kind: 'sender', value: 'kim@example.org', by: 'Ana' },
    { kind: 'visitor', value: visitor, by: 'Ana' },
  ]);
  await liftBlock(own.db, { projectId, kind: 'sender', value: 'kim@example.org' });
  expect(await listBlocks(own.db, projectId)).toMatchObject([{ kind: 'visitor' }]);
});
