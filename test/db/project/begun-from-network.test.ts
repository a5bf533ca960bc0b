import { expect, it } from 'vitest';
import { countBegunFromNetwork } from '../../../db/project/begun-from-network.ts';
import { createVisitor, noteNetwork } from '../../../db/project/visitors.ts';
import { newId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function today() {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const arrive = async (network: string | null) => {
    const { id } = await createVisitor(db, { projectId, tokenHash: newId('vis') });
    if (network) await noteNetwork(db, id, network);
    return id;
  };
  const begin = async (network: string | null, parts = {}) =>
    anotherConversation(db, { projectId, visitorId: await arrive(network), lastSeq: 1, ...parts });
  const count = async (network: string | null, where = projectId) =>
    countBegunFromNetwork(db, { projectId: where, visitorId: await arrive(network) });
  return { projectId, begin, count };
}

it('networks of one IPv6 subscriber are counted together, and the neighbour’s apart', async () => {
  const { begin, count } = await today();
  await begin('2001:db8:1:1::');
  await begin('2001:db8:1:ffff::');
  await begin('2001:db8:2:1::');
  expect([await count('2001:db8:1:2::'), await count('2001:db8:2::')]).toEqual([2, 1]);
});

it('an IPv4 address counts by itself, and so does whoever’s network is not known', async () => {
  const { begin, count } = await today();
  await begin('203.0.113.7');
  await begin('203.0.113.8');
  await begin('unknown');
  await begin(null);
  expect([await count('203.0.113.7'), await count('unknown'), await count(null)]).toEqual([1, 1, 0]);
});

it('only what was said in today’s conversations of the project counts', async () => {
  const { begin, count } = await today();
  const yesterday = new Date(Date.now() - 86_400_000);
  await begin('203.0.113.7', { lastSeq: 0 });
  await begin('203.0.113.7', { createdAt: yesterday });
  const other = await today();
  await other.begin('203.0.113.7');
  expect(await count('203.0.113.7')).toBe(0);
  await begin('203.0.113.7');
  expect(await count('203.0.113.7')).toBe(1);
});
