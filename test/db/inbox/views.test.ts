import { expect, it } from 'vitest';
import { listConversations } from '../../../db/inbox/list-conversations.ts';
import { countViews, listViews, removeView, saveView } from '../../../db/inbox/views.ts';
import { newId } from '../../../domain/ids.ts';
import { INBOX_SORTS } from '../../../domain/search/inbox-query.ts';
import { parseSearch } from '../../../domain/search/search-text.ts';
import { anotherAgent } from '../../support/rows/another-agent.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

const view = (name: string, search: string, shared = false) => ({
  ...{ id: newId('viw'), name, search, shared, lane: 'all' as const, sort: 'newest' as const },
});

it('an agent sees their own views and what others share, and changes their own alone', async () => {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  const ben = { projectId, agentId: await anotherAgent(db, { projectId }) };
  const ana = { projectId, agentId };
  const [mine, ours] = [view('Mine', 'is:open'), view('Ours', 'is:closed', true)];
  expect(await saveView(db, { ...mine, ...ana })).toBe(true);
  expect(await saveView(db, { ...ours, ...ana })).toBe(true);
  expect((await listViews(db, ana)).map(({ name, own: isOwn }) => [name, isOwn])).toEqual([
    ['Mine', true],
    ['Ours', true],
  ]);
  expect((await listViews(db, ben)).map(({ name, own: isOwn }) => [name, isOwn])).toEqual([['Ours', false]]);
  expect(await saveView(db, { ...ours, ...ben, name: 'Taken' })).toBe(false);
  expect(await removeView(db, { ...ben, id: ours.id })).toBe(false);
  const theirs = await seedConversation(db);
  expect(await listViews(db, theirs)).toEqual([]);
  expect(await saveView(db, { ...ours, ...theirs })).toBe(false);
  expect(await saveView(db, { ...mine, ...ana, name: 'Renamed' })).toBe(true);
  expect(await removeView(db, { ...ana, id: ours.id })).toBe(true);
  expect(await listViews(db, ana)).toMatchObject([{ name: 'Renamed' }]);
});

it('a view says how many conversations it lists, by each of its operators', async () => {
  const { db } = own;
  const { projectId, agentId, customerId } = await seedConversation(db);
  const begin = (row: object) => anotherConversation(db, { projectId, lastSeq: 1, ...row });
  const at = (day: string) => new Date(`${day}T10:00:00Z`);
  await begin({ status: 'open', channel: 'email', assigneeId: agentId, lastMessageAt: at('2026-01-10') });
  await begin({ status: 'waiting', priority: 'high', customerId, lastMessageAt: at('2026-01-11') });
  await begin({ status: 'closed', spam: true, lastMessageAt: at('2026-01-12') });
  const expected: Record<string, number> = {
    'is:open': 1,
    'is:open is:waiting': 2,
    'is:open is:unassigned': 0,
    'is:spam': 1,
    'assignee:me': 1,
    'assignee:none': 1,
    'assignee:ana': 1,
    'assignee:me assignee:none': 2,
    'channel:email': 1,
    'before:2026-01-11': 1,
    'after:2026-01-11': 1,
    'priority:high': 1,
    'from:kim@example': 1,
    'from:nobody': 0,
    'tag:unknown': 0,
    'has:file': 0,
    'kim is:waiting': 1,
  };
  for (const search of Object.keys(expected))
    await saveView(db, { ...view(search, search), projectId, agentId });
  const counts = await countViews(db, { projectId, agentId });
  const all = await listViews(db, { projectId, agentId });
  expect(Object.fromEntries(all.map(({ id, name }) => [name, counts[id]]))).toEqual(expected);
});

it('each order follows its pages without a gap or a double', async () => {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  for (let n = 0; n < 60; n++)
    await anotherConversation(db, {
      ...{ projectId, lastSeq: 1, lastMessageAt: new Date(Date.UTC(2026, 0, 1, 0, n % 7)) },
      ...{ escalatedAgain: n % 9 === 0, waitingSince: n % 3 ? null : new Date(Date.UTC(2026, 0, 1, n % 5)) },
    });
  for (const sort of INBOX_SORTS) {
    const query = { projectId, agentId, lane: 'all' as const, sort, search: parseSearch('') };
    const first = await listConversations(db, { ...query, before: null });
    const rest = await listConversations(db, { ...query, before: first.at(-1)! });
    const rows = [...first, ...rest];
    expect(new Set(rows.map(({ id }) => id)).size).toBe(60);
    const by = rows.map((row) => (sort === 'waiting' ? (row.waitingSince ?? '~') : row.lastMessageAt));
    if (sort !== 'newest') expect(by).toEqual(by.toSorted());
  }
});
