import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { listCustomers } from '../../../db/customers/list-customers.ts';
import { blocks, conversations } from '../../../db/schema/schema.ts';
import type { CustomerFilter } from '../../../domain/customers/customer-view.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';
import { knownCustomers } from './known-customers.ts';

const own = ownDatabase();

it('customers are listed by whose conversation is newest, each once', async () => {
  const { meet, wrote, list } = await knownCustomers(own.db);
  const ingrid = await meet('ingrid@solberg.example', { name: 'Ingrid Solberg' });
  const grace = await meet('grace@cafes.example');
  expect((await list()).map(({ id }) => id)).toEqual([grace.id, ingrid.id]);
  const newest = await wrote(ingrid.id);
  expect(await list()).toMatchObject([
    { id: ingrid.id, name: 'Ingrid Solberg', conversations: 2, newest: { id: newest, status: 'open' } },
    { id: grace.id, name: null, conversations: 1 },
  ]);
});

it('a list goes on below its last row, and never shows a customer twice', async () => {
  const { meet, wrote, list } = await knownCustomers(own.db);
  const met = [];
  for (let n = 0; n < 60; n++) met.push(await meet(`one${n}@many.example`));
  for (const { id } of met.slice(30)) await wrote(id);
  for (const search of ['', 'many']) {
    const first = await list(search);
    const rest = await list(search, first.at(-1)?.newest);
    expect([first.length, rest.length]).toEqual([50, 10]);
    expect(new Set([...first, ...rest].map(({ id }) => id))).toEqual(new Set(met.map(({ id }) => id)));
    expect(await list(search, rest.at(-1)?.newest)).toEqual([]);
  }
});

it.each([
  ['solb', 'a part of a name'],
  ['SOLBERG ingrid', 'words in any order and case'],
  ['hoyer', 'a name without its marks'],
  ['work.example', 'a part of a further address'],
  ['interior', 'a company'],
  ['47 99', 'parts of a telephone number'],
  ['منصور', 'Arabic'],
  ['田中', 'two characters of Japanese'],
  ['50%', 'a sign that stands for others elsewhere'],
])('%j finds %s', async (search) => {
  const { meet, addAddress, list } = await knownCustomers(own.db);
  const reached = { company: 'Solberg Interiør', phone: '+47 99 12' };
  const all = [
    await meet('ingrid@solberg.example', { name: 'Ingrid Solberg', ...reached }),
    await meet('hoyer@example.org', { name: 'Åse Høyer' }),
    await meet('layla@example.org', { name: 'ليلى منصور' }),
    await meet('tanaka@example.org', { name: '田中 花子' }),
    await meet('half@example.org', { name: 'Fifty 50% off' }),
  ];
  await addAddress(all[0]!.id, 'ingrid@work.example');
  await meet('somebody@elsewhere.example', { name: 'Fifty 500' });
  expect(await list(search)).toHaveLength(1);
});

it('another project’s customers are in no list and no search', async () => {
  const here = await knownCustomers(own.db);
  const there = await knownCustomers(own.db);
  const { id } = await there.meet('ingrid@solberg.example', { name: 'Ingrid' });
  expect([await here.list(), await here.list('ingrid'), await here.find(id)]).toEqual([[], [], null]);
  expect(await here.change(id, { field: 'name', value: 'Eve' })).toBe(false);
  expect(await here.addAddress(id, 'eve@example.net')).toBeNull();
  const own_ = await here.meet('mine@example.org');
  expect(await here.merge(id, own_.id)).toBeNull();
  expect(await here.merge(own_.id, id)).toBeNull();
  expect(await here.unmerge(id)).toBeNull();
});

it('a list has those alone with something unclosed, or whom the team takes nothing from', async () => {
  const { meet, merge, projectId } = await knownCustomers(own.db);
  const open = await meet('open@kinds.example', { attributes: { plan: 'Premium', seats: 12 } });
  const closed = await meet('closed@kinds.example');
  const spam = await meet('spam@kinds.example');
  const other = await meet('other@kinds.example');
  await merge(other.id, closed.id);
  const update = (id: ConversationId, row: Partial<typeof conversations.$inferInsert>) =>
    own.db.update(conversations).set(row).where(eq(conversations.id, id));
  for (const each of [closed, spam, other]) await update(each.conversationId, { status: 'closed' });
  await update(spam.conversationId, { status: 'open', spam: true });
  const list = async (filter: CustomerFilter, search = '') =>
    (await listCustomers(own.db, { projectId, search, filter, before: null })).map(({ id }) => id).toSorted();
  expect(await list('open')).toEqual([open.id]);
  expect(await list('open', 'kinds')).toEqual([open.id]);
  expect(await list('blocked')).toEqual([]);
  const block = { projectId, kind: 'sender', value: 'other@kinds.example' } as const;
  await own.db.insert(blocks).values(block);
  expect(await list('blocked')).toEqual([closed.id]);
  expect(await list('blocked', 'kinds')).toEqual([closed.id]);
  await update(other.conversationId, { status: 'waiting' });
  expect(await list('open')).toEqual([open.id, closed.id].toSorted());
  expect(await list('all', 'premium')).toEqual([open.id]);
  expect(await list('all', 'seats')).toEqual([]);
});
