import { expect, it } from 'vitest';
import { findVisitorConversation, markVisitorRead } from '../../../db/conversation/visitor-conversations.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const mergedInto = (into: ConversationId) => ({
  ...{ into, move: newId('msg'), before: 'open' as const },
  ...{ unanswered: false, active: false, bySplitUndo: false },
});

async function visiting() {
  const { db } = own;
  const { projectId, customerId } = await seedConversation(db);
  const { id: visitorId } = await createVisitor(db, { projectId, tokenHash: newId('vis') });
  const begin = (minute: number, parts = {}) =>
    anotherConversation(db, { projectId, visitorId, createdAt: at(minute), ...parts });
  const find = (conversationId?: ConversationId) =>
    findVisitorConversation(db, { visitorId, ...(conversationId && { conversationId }) });
  return { projectId, customerId, visitorId, begin, find };
}

it('a visitor comes back to their newest conversation, and never to another’s', async () => {
  const { begin, find, projectId } = await visiting();
  expect(await find()).toBeNull();
  await begin(1);
  const newest = await begin(2);
  const foreign = await anotherConversation(own.db, { projectId });
  expect(await find()).toMatchObject({ id: newest, status: 'open', handler: 'assistant', email: null });
  expect(await find(foreign)).toBeNull();
});

it('a merge into a conversation of their own takes the visitor along', async () => {
  const { begin, find } = await visiting();
  const main = await begin(1);
  const side = await begin(2, { merged: mergedInto(main), status: 'closed' });
  expect((await find())?.id).toBe(main);
  expect(await find(side)).toMatchObject({ goesOnIn: main, status: 'waiting', handler: 'agent' });
});

it('a merge into what is not theirs stays the team’s business', async () => {
  const { begin, find, projectId } = await visiting();
  const foreign = await anotherConversation(own.db, { projectId });
  const side = await begin(1, { merged: mergedInto(foreign), status: 'closed' });
  const found = await find();
  expect(found).toMatchObject({ id: side, status: 'waiting', handler: 'agent' });
  expect(found).not.toHaveProperty('goesOnIn');
});

it('how far a visitor has read goes neither backwards nor beyond what was said', async () => {
  const { begin } = await visiting();
  const conversationId = await begin(1, { lastSeq: 3 });
  const read = async (seq: number) => {
    await markVisitorRead(own.db, { conversationId, seq });
    return (await rowOf(own.db, conversationId)).visitorReadSeq;
  };
  expect([await read(2), await read(1), await read(99)]).toEqual([2, 2, 3]);
});

it('a visitor is not asked how it was when the team took them for spam, nor told so', async () => {
  const { begin, find } = await visiting();
  const closed = await begin(1, { status: 'closed', lastSeq: 1 });
  expect(await find(closed)).toMatchObject({ status: 'closed', rated: false });
  const spam = await begin(2, { status: 'closed', lastSeq: 1, spam: true });
  expect(await find(spam)).toMatchObject({ status: 'waiting' });
});
