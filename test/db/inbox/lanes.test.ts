import { expect, it } from 'vitest';
import { countLanes } from '../../../db/inbox/inbox.ts';
import { listConversations } from '../../../db/inbox/list-conversations.ts';
import { parkUnit } from '../../../db/conversation/parked.ts';
import { mentions, type conversations } from '../../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import { INBOX_LANES } from '../../../domain/inbox/views.ts';
import { belongsTo } from '../../../web/app/lane.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

type Row = Partial<typeof conversations.$inferInsert>;

/** Every status with every handler, said nothing in or something, Ana's or nobody's, and one that waits for an admin. */
async function everyKind(projectId: ProjectId, agentId: AgentId) {
  const all: Row[] = [];
  for (const status of ['open', 'waiting', 'snoozed', 'closed'] as const)
    for (const handlerBy of ['assistant', 'agent'] as const)
      for (const assigneeId of [null, agentId])
        for (const lastSeq of [0, 1])
          for (const spam of [false, true]) all.push({ status, handlerBy, assigneeId, lastSeq, spam });
  for (const row of all) await anotherConversation(own.db, { projectId, ...row });
  const conversationId = await anotherConversation(own.db, { projectId });
  const id = newId('prk');
  await parkUnit(own.db, { id, projectId, conversationId, unit: { kind: 'standing' }, error: 'No.' });
}

it('each lane lists exactly the conversations that the screen would put there', async () => {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  await everyKind(projectId, agentId);
  const mentioning = await anotherConversation(db, { projectId, lastSeq: 1 });
  const messageId = await insertMessage(db, { projectId, conversationId: mentioning, seq: 1, kind: 'note' });
  await db.insert(mentions).values({ projectId, conversationId: mentioning, agentId, messageId });
  const list = (lane: (typeof INBOX_LANES)[number]) =>
    listConversations(db, { projectId, agentId, lane, before: null });
  const rows = [...(await list('all')), ...(await list('spam')), ...(await list('parked'))];
  expect(rows).toHaveLength(34);
  for (const lane of INBOX_LANES) {
    const listed = (await list(lane)).map(({ id }) => id).toSorted();
    const belonging = rows.filter((row) => belongsTo(lane, row, agentId)).map(({ id }) => id);
    expect([lane, listed]).toEqual([lane, belonging.toSorted()]);
    expect(listed.length, lane).toBeGreaterThan(0);
  }
});

it('a lane holds nothing of another project, and its number says how many it lists', async () => {
  const { db } = own;
  const [mine, theirs] = [await seedConversation(db), await seedConversation(db)];
  const { projectId, agentId } = mine;
  await anotherConversation(db, { projectId: theirs.projectId, handlerBy: 'agent', lastSeq: 1 });
  await anotherConversation(db, { projectId, handlerBy: 'agent', lastSeq: 1, assigneeId: agentId });
  await anotherConversation(db, { projectId, handlerBy: 'agent', lastSeq: 1, status: 'waiting' });
  const query = { projectId, agentId };
  expect(await countLanes(db, query)).toEqual({ attention: 1, mine: 1, mentions: 0, unread: 0, parked: 0 });
  const listed = await listConversations(db, { ...query, lane: 'attention', before: null });
  expect(listed.map((row) => row.projectId)).toEqual([projectId]);
});

it('what was escalated again stands above the others, page after page, in the lanes that hold it', async () => {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute));
  const begin = (minute: number, escalatedAgain: boolean) =>
    anotherConversation(db, {
      ...{ projectId, handlerBy: 'agent', lastSeq: 1, lastMessageAt: at(minute), escalatedAgain },
    });
  const old = await begin(1, true);
  const newer = await begin(2, true);
  const others = [];
  for (let minute = 3; minute < 55; minute++) others.unshift(await begin(minute, false));
  for (const lane of ['attention', 'all'] as const) {
    const query = { projectId, agentId, lane };
    const first = await listConversations(db, { ...query, before: null });
    const rest = await listConversations(db, { ...query, before: first.at(-1)! });
    expect([...first, ...rest].map(({ id }) => id)).toEqual([newer, old, ...others]);
    expect(first.slice(0, 3).map((row) => row.escalatedAgain)).toEqual([true, true, false]);
    const [second] = await listConversations(db, { ...query, before: first[0]! });
    expect(second?.id).toBe(old);
  }
});
