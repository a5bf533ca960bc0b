import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { readSpending } from '../../../db/project/read-spending.ts';
import { begin, countSpent, readSpent } from '../../../db/project/spending.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { conversations, conversationUse, customers, dailyUse, projects } from '../../../db/schema/schema.ts';
import { newId, type ConversationId, type ProjectId } from '../../../domain/ids.ts';
import { NOTHING_SPENT } from '../../../domain/project/budgets/budgets.ts';
import { eventually } from '../../support/eventually.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

type Limits = Partial<typeof projects.$inferInsert>;

/** A project with a visitor; more of either are made from it. */
async function visited(limits: Limits = { maxTurnsAConversation: 50 }) {
  const { db } = own;
  const { projectId, customerId } = await seedConversation(db);
  await db.update(projects).set(limits).where(eq(projects.id, projectId));
  const visitor = async () => (await createVisitor(db, { projectId, tokenHash: newId('pk') })).id;
  const visitorId = await visitor();
  return { projectId, customerId, visitor, conversationId: await chat({ projectId, visitorId }), visitorId };
}

const chat = (row: Parameters<typeof anotherConversation>[1]) => anotherConversation(own.db, row);

const answer = (
  place: { projectId: ProjectId; conversationId: ConversationId },
  { draftId = newId('dft'), asksModel = true, spent = NOTHING_SPENT } = {},
) =>
  begin(own.db, {
    projectId: place.projectId,
    asksModel,
    conversation: { conversationId: place.conversationId, draftId, spent },
  });

const spentIn = async (place: { projectId: ProjectId; conversationId: ConversationId }) =>
  (await readSpending(own.db, place))?.spent;

const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

it('a turn is counted once for each draft, a call for each try, tokens for whatever was spent', async () => {
  const place = await visited({ maxTurnsAConversation: 2 });
  const [first, second] = [newId('dft'), newId('dft')];
  expect(await answer(place, { draftId: first })).toBeNull();
  expect(await answer(place, { draftId: first })).toBeNull();
  await countSpent(own.db, { ...place, tokens: 120, money: 0.01 });
  await countSpent(own.db, { ...place, tokens: 80, money: 0.02 });
  expect(await answer(place, { draftId: second })).toBeNull();
  expect(await spentIn(place)).toMatchObject({
    conversation: { turns: 2, tokens: 200 },
    visitor: { turns: 2, tokens: 200 },
    project: { turns: 3, tokens: 200 },
  });
  // Its own turn keeps no retry from going on; the next draft is one too many.
  expect(await answer(place, { draftId: second })).toBeNull();
  expect(await answer(place)).toEqual({ scope: 'conversation', unit: 'turns', limit: 2 });
  expect(await readSpent(own.db, place.conversationId)).toMatchObject({ turns: 2, tokens: 200 });
});

it('what was refused is not counted', async () => {
  const place = await visited({ maxTurnsAConversation: 0 });
  await answer(place);
  expect((await spentIn(place))?.project.turns).toBe(0);
  expect(await readSpent(own.db, place.conversationId)).toBeNull();
});

it('answers asked for at once do not pass a limit of turns together', async () => {
  const place = await visited({ maxTurnsAVisitor: 3 });
  const chats = await Promise.all(Array.from({ length: 8 }, () => chat(rowOf(place))));
  const outcomes = await Promise.all(chats.map((conversationId) => answer({ ...place, conversationId })));
  expect(outcomes.filter((reached) => reached === null)).toHaveLength(3);
});

const rowOf = ({ projectId, visitorId }: Awaited<ReturnType<typeof visited>>) => ({ projectId, visitorId });

it('a new conversation, an address given meanwhile or another device of a customer is no new beginning', async () => {
  const place = await visited({ maxTurnsAVisitor: 1 });
  const { projectId, customerId, visitorId } = place;
  await answer(place);
  const reached = { scope: 'visitor', unit: 'turns', limit: 1 };
  const again = await chat({ projectId, visitorId });
  expect(await answer({ projectId, conversationId: again })).toEqual(reached);
  await own.db.update(conversations).set({ customerId }).where(eq(conversations.id, place.conversationId));
  const device = await chat({ projectId, customerId, visitorId: await place.visitor() });
  expect(await answer({ projectId, conversationId: device })).toEqual(reached);
  const merged = newId('cus');
  await own.db
    .insert(customers)
    .values({ id: merged, projectId, email: 'k@example.org', mergedInto: customerId, mergedEnd: customerId });
  const elsewhere = await chat({ projectId, customerId: merged, channel: 'email' });
  expect(await answer({ projectId, conversationId: elsewhere })).toEqual(reached);
});

it('two visitors and two projects spend apart, but for their project’s day', async () => {
  const [place, theirs] = [await visited({ maxTurnsAVisitor: 1 }), await visited({ maxTurnsAVisitor: 1 })];
  await answer(place);
  await countSpent(own.db, { ...place, tokens: 50, money: 0.5 });
  const neighbour = {
    projectId: place.projectId,
    conversationId: await chat({ projectId: place.projectId, visitorId: await place.visitor() }),
  };
  expect(await spentIn(neighbour)).toEqual({
    conversation: NOTHING_SPENT,
    visitor: NOTHING_SPENT,
    project: { turns: 1, tokens: 50, money: 0.5 },
  });
  expect(await answer(neighbour)).toBeNull();
  expect((await spentIn(theirs))?.project).toEqual(NOTHING_SPENT);
  expect(await answer(theirs)).toBeNull();
  // Another project's conversation is none of this one's, whatever its id.
  expect((await readSpending(own.db, { ...place, projectId: theirs.projectId }))?.spent.conversation).toEqual(
    NOTHING_SPENT,
  );
});

it('days begin anew at midnight UTC, a conversation does not', async () => {
  const { db } = own;
  const place = await visited({ maxTurnsAVisitor: 1, maxMoneyADay: 1, maxTurnsAConversation: 2 });
  await answer(place);
  await countSpent(db, { ...place, tokens: 10, money: 1.5 });
  expect(await answer(place)).toMatchObject({ scope: 'visitor' });
  await db.update(dailyUse).set({ day: yesterday }).where(eq(dailyUse.projectId, place.projectId));
  await db
    .update(conversationUse)
    .set({ day: yesterday })
    .where(eq(conversationUse.projectId, place.projectId));
  expect(await spentIn(place)).toEqual({
    conversation: { turns: 1, tokens: 10, money: 1.5 },
    visitor: NOTHING_SPENT,
    project: NOTHING_SPENT,
  });
  expect(await answer(place)).toBeNull();
  expect(await answer(place)).toMatchObject({ scope: 'conversation', limit: 2 });
});

it('a try after midnight is no second turn', async () => {
  const place = await visited();
  const draftId = newId('dft');
  await answer(place, { draftId });
  await own.db
    .update(conversationUse)
    .set({ day: yesterday })
    .where(eq(conversationUse.conversationId, place.conversationId));
  await answer(place, { draftId });
  expect((await readSpent(own.db, place.conversationId))?.turns).toBe(1);
});

it('what the workflow remembers counts although its rows are gone', async () => {
  const place = await visited({ maxTurnsAConversation: 2 });
  const spent = { turns: 2, tokens: 300, money: 0 };
  expect(await answer(place, { spent })).toMatchObject({ scope: 'conversation', unit: 'turns' });
});

it('without a model, turns are counted, and nothing of the project’s day', async () => {
  const place = await visited({ maxModelCallsADay: 0, maxTurnsAConversation: 1 });
  expect(await answer(place, { asksModel: false })).toBeNull();
  expect(await answer(place, { asksModel: false })).toMatchObject({ scope: 'conversation' });
  expect((await spentIn(place))?.project.turns).toBe(0);
});

it('a project that is gone asks nobody', async () => {
  expect(await begin(own.db, { projectId: newId('prj'), asksModel: true })).toMatchObject({
    scope: 'project',
  });
  await countSpent(own.db, { projectId: newId('prj'), tokens: 5, money: 1 });
});

it('a conversation whose row is locked holds up its own answer and nobody else’s', async () => {
  const { db } = own;
  const place = await visited();
  const other = { ...place, conversationId: await chat(rowOf(place)) };
  let release = () => {};
  let holding: Promise<void> | undefined;
  await new Promise<void>((locked) => {
    holding = db.transaction(async (tx) => {
      await tx.select().from(conversations).where(eq(conversations.id, place.conversationId)).for('update');
      locked();
      await new Promise<void>((resolve) => (release = resolve));
    });
  });
  const waiting = [answer(place), countSpent(db, { ...place, tokens: 5, money: 0 })];
  await eventually('both to wait', async () => {
    const { rows } = await db.execute(sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return rows.length === 2;
  });
  expect(await answer(other)).toBeNull();
  release();
  await Promise.all([...waiting, holding]);
  expect(await spentIn(place)).toMatchObject({
    conversation: { turns: 1, tokens: 5 },
    project: { turns: 2 },
  });
});

it('counts everything that begins and ends at the same moment', async () => {
  const place = await visited();
  const other = { ...place, conversationId: await chat(rowOf(place)) };
  const both = Array.from({ length: 40 }, (_, at) => (at % 2 ? place : other));
  await Promise.all(
    both.flatMap((each) => [answer(each), countSpent(own.db, { ...each, tokens: 3, money: 0.25 })]),
  );
  expect(await spentIn(place)).toEqual({
    conversation: { turns: 20, tokens: 60, money: 5 },
    visitor: { turns: 40, tokens: 120, money: 10 },
    project: { turns: 40, tokens: 120, money: 10 },
  });
});
