import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { removeAddress } from '../../../db/customers/change-customer.ts';
import { erasePerson } from '../../../db/erasing/erase-person.ts';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { findConversation } from '../../../db/inbox/inbox.ts';
import { findSnapshot } from '../../../db/conversation/conversations.ts';
import { addressesOfCustomer } from '../../../db/mail/inbound/correspondents.ts';
import { mayMerge } from '../../../db/moving/merge-candidates.ts';
import { keepCustomer } from '../../../db/project/customers.ts';
import { mergeCustomers } from '../../../db/customers/merge-customers.ts';
import { customers } from '../../../db/schema/schema.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { knownCustomers } from './known-customers.ts';

const own = ownDatabase();

async function twoAddresses() {
  const known = await knownCustomers(own.db);
  const home = await known.meet('ingrid@home.example', { name: 'Ingrid', attributes: { plan: 'Gold' } });
  const work = await known.meet('ingrid@work.example', {
    ...{
      name: 'I. Solberg',
      phone: '+47 99',
      about: 'Likes paper.',
      attributes: { plan: 'Silver', orders: 3 },
    },
  });
  return { ...known, home, work };
}

it('two customers become one, with all that is known of both, and each has its own again when that is undone', async () => {
  const { home, work, find, list, merge, unmerge } = await twoAddresses();
  const before = [await find(home.id), await find(work.id)];
  expect(await merge(work.id, home.id)).toEqual({ isNew: true, into: home.id });
  const one = await find(work.id);
  expect(one).toEqual(await find(home.id));
  expect(one).toMatchObject({
    ...{ id: home.id, name: 'Ingrid', phone: '+47 99', attributes: { plan: 'Gold', orders: 3 } },
    addresses: [
      { email: 'ingrid@home.example', from: 'own' },
      { email: 'ingrid@work.example', from: 'merged' },
    ],
    merged: [{ id: work.id, name: 'I. Solberg', about: 'Likes paper.' }],
    conversationCount: 2,
  });
  expect((await list()).map(({ id, conversations }) => [id, conversations])).toEqual([[home.id, 2]]);
  expect(await unmerge(work.id)).toEqual({ isNew: true });
  expect([await find(home.id), await find(work.id)]).toEqual(before);
  expect(await list()).toHaveLength(2);
});

it('merging and undoing it a second time changes nothing', async () => {
  const { home, work, merge, unmerge } = await twoAddresses();
  await merge(work.id, home.id);
  expect(await merge(work.id, home.id)).toMatchObject({ isNew: false });
  expect(await merge(home.id, work.id)).toMatchObject({ isNew: false, into: home.id });
  await unmerge(work.id);
  expect(await unmerge(work.id)).toEqual({ isNew: false });
});

it('a merge that dies before its end leaves both as they were, and is asked for again', async () => {
  const { projectId, agentId, home, work, find, merge } = await twoAddresses();
  const before = [await find(home.id), await find(work.id)];
  const dying = own.db.transaction(async (tx) => {
    await mergeCustomers(tx, { projectId, id: work.id, into: home.id, by: agentId });
    throw new Error('Killed.');
  });
  await expect(dying).rejects.toThrow('Killed.');
  expect([await find(home.id), await find(work.id)]).toEqual(before);
  expect(await merge(work.id, home.id)).toMatchObject({ isNew: true });
});

it('merges that cross in the same moment leave one customer', async () => {
  const { home, work, find, merge } = await twoAddresses();
  const done = await Promise.all([merge(work.id, home.id), merge(home.id, work.id)]);
  expect(done.map((each) => each?.isNew).sort()).toEqual([false, true]);
  expect((await find(home.id))?.conversationCount).toBe(2);
});

it('a chain is undone at any of its links, in any order', async () => {
  const { home, work, meet, find, merge, unmerge } = await twoAddresses();
  const shop = await meet('ingrid@shop.example');
  await merge(shop.id, work.id);
  await merge(work.id, home.id);
  expect((await find(shop.id))?.id).toBe(home.id);
  await unmerge(work.id);
  expect((await find(shop.id))?.id).toBe(work.id);
  await merge(work.id, home.id);
  await unmerge(shop.id);
  expect([(await find(shop.id))?.id, (await find(work.id))?.id]).toEqual([shop.id, home.id]);
});

it('a conversation answers to the address it had, is shown by the one name, and believes mail from either', async () => {
  const { home, work, agentId, merge } = await twoAddresses();
  await merge(work.id, home.id);
  const { conversationId } = work;
  expect((await findSnapshot(own.db, conversationId))?.customerEmail).toBe('ingrid@work.example');
  expect(await findConversation(own.db, { conversationId, agentId })).toMatchObject({
    customer: { email: 'ingrid@work.example', name: 'Ingrid' },
    mailTo: 'ingrid@work.example',
  });
  const both = ['ingrid@work.example', 'ingrid@home.example'];
  expect(await addressesOfCustomer(own.db, conversationId)).toEqual(both);
  expect(await mayMerge(own.db, conversationId, home.conversationId)).toBe(true);
});

it('whoever writes from an address that an agent added is the same customer, until it is taken away', async () => {
  const { projectId, home, find, addAddress } = await twoAddresses();
  expect(await addAddress(home.id, 'ingrid@work.example')).toBe('taken');
  expect(await addAddress(home.id, 'ingrid@new.example')).toBe('added');
  const id = await keepCustomer(own.db, { projectId, email: 'ingrid@new.example', name: 'Ingrid S' });
  expect((await find(id!))?.id).toBe(home.id);
  await removeAddress(own.db, { projectId, id: home.id, email: 'ingrid@new.example' });
  expect((await find(id!))?.id).toBe(id);
});

it('what is taken away of a customer does not come back from whom they were merged with', async () => {
  const { home, work, find, merge, change } = await twoAddresses();
  await merge(work.id, home.id);
  await change(home.id, { field: 'attribute', key: 'plan', value: null });
  await change(work.id, { field: 'phone', value: null });
  expect(await find(home.id)).toMatchObject({ phone: null, attributes: { orders: 3 } });
});

it('erasing one of them erases both, and what was known of either', async () => {
  const { projectId, home, work, merge } = await twoAddresses();
  await merge(work.id, home.id);
  const erased = await own.db.transaction((tx) =>
    erasePerson(tx, { projectId, email: 'ingrid@work.example', askedBy: null }),
  );
  expect(erased).toMatchObject({ conversations: 2, customers: 2 });
  expect(await own.db.$count(customers, eq(customers.oneId, home.id))).toBe(0);
});

it('a customer stays as long as anybody who was merged into them has a conversation', async () => {
  const { projectId, home, work, find, merge } = await twoAddresses();
  await merge(work.id, home.id);
  const erase = (id: typeof home.conversationId) =>
    eraseConversations(own.db, { projectId, ids: [id], askedBy: null });
  expect(await erase(home.conversationId)).toMatchObject({ customers: 0 });
  expect((await find(work.id))?.id).toBe(home.id);
  expect(await erase(work.conversationId)).toMatchObject({ customers: 2 });
});
