import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { placeForVisitor } from '../../../db/conversation/place-for-visitor.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { conversations, projects } from '../../../db/schema/schema.ts';
import { newId, type ConversationId, type VisitorId } from '../../../domain/ids.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function visiting() {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const arrive = async () => (await createVisitor(db, { projectId, tokenHash: newId('vis') })).id;
  const visitorId: VisitorId = await arrive();
  const place = (id: ConversationId, visitor = visitorId) =>
    placeForVisitor(db, { id, projectId, visitorId: visitor, page: null });
  return { projectId, visitorId, arrive, place };
}

it('two tabs that begin at the same moment are one conversation', async () => {
  const { place } = await visiting();
  const ids = await Promise.all(Array.from({ length: 5 }, () => place(newId('cnv'))));
  expect(new Set(ids).size).toBe(1);
  expect(await place(ids[0]!)).toBe(ids[0]);
});

it.each(['open', 'waiting', 'snoozed'] as const)(
  'a conversation that is %s is the one a visitor goes on with, whatever id their tab chose',
  async (status) => {
    const { place } = await visiting();
    const first: ConversationId = newId('cnv');
    await place(first);
    await own.db.update(conversations).set({ status }).where(eq(conversations.id, first));
    expect(await place(newId('cnv'))).toBe(first);
  },
);

it('a closed conversation may be gone on with, and a new id begins a new one beside it', async () => {
  const { place } = await visiting();
  const [first, second] = [newId('cnv'), newId('cnv')] as const;
  await place(first);
  await own.db.update(conversations).set({ status: 'closed' }).where(eq(conversations.id, first));
  expect(await place(first)).toBe(first);
  expect(await place(second)).toBe(second);
});

it('somebody else’s conversation is nobody’s place', async () => {
  const { arrive, place, visitorId } = await visiting();
  const id: ConversationId = newId('cnv');
  await place(id);
  expect(await place(id, await arrive())).toBeNull();
  expect((await rowOf(own.db, id)).visitorId).toBe(visitorId);
});

it('beyond the day’s ceiling people answer, from the first word on', async () => {
  const { projectId, arrive, place } = await visiting();
  await own.db.update(projects).set({ maxConversationsADay: 1 }).where(eq(projects.id, projectId));
  const [first, second] = [newId('cnv'), newId('cnv')] as const;
  await place(first);
  await place(second, await arrive());
  expect(await rowOf(own.db, first)).toMatchObject({ handlerBy: 'assistant', escalation: null });
  expect(await rowOf(own.db, second)).toMatchObject({ handlerBy: 'agent', escalation: { cause: 'budget' } });
});
