import { expect, it } from 'vitest';
import { takeMessages } from '../../../db/moving/take-messages.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import type { MessageId } from '../../../domain/ids.ts';
import { newId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf, rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));

/** Kim's chat, and another conversation that takes what it says. */
async function two() {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const { id: visitorId } = await createVisitor(db, { projectId, tokenHash: newId('vis') });
  const from = await anotherConversation(db, { projectId, visitorId });
  const into = await anotherConversation(db, { projectId, visitorId });
  const say = (seq: number, parts = {}) =>
    insertMessage(db, { projectId, conversationId: from, seq, ...parts });
  const move: MessageId = newId('msg');
  const take = async (parts: { split?: boolean; into?: typeof into; customerEmail?: string } = {}) => {
    const conversation = await rowOf(db, parts.into ?? into);
    const { split = false, customerEmail = null } = parts;
    return takeMessages(
      db,
      { from, move, split, writtenAt: null },
      { conversation, customerEmail, revision: 1, lastSeq: conversation.lastSeq },
    );
  };
  const taken = async () => (await rowsOf(db, into)).map(({ text }) => text);
  return { projectId, from, into, say, move, take, taken };
}

it('copies stand in the order of time, once, however often the move is repeated', async () => {
  const { say, take, taken } = await two();
  await say(1, { text: 'Second', createdAt: at(2) });
  await say(2, { text: 'First', createdAt: at(1) });
  expect(await take()).toEqual({ lastSeq: 2, arrived: { customer: 2 } });
  await take();
  expect(await taken()).toEqual(['First', 'Second']);
});

it('a move takes what was said, not what happened, was withdrawn or went elsewhere', async () => {
  const { say, take, taken, from } = await two();
  await say(1, { text: 'A note', kind: 'note', audience: 'team' });
  await say(2, { text: '', kind: 'event', author: { by: 'system' } });
  await say(3, { text: 'Withdrawn', withdrawn: true });
  await say(4, { text: 'Split off', movedTo: from, movedBy: newId('msg') });
  await take();
  expect(await taken()).toEqual(['A note']);
});

it('a split takes only what it marked for this conversation', async () => {
  const { say, take, taken, into, from, move } = await two();
  await say(1, { text: 'Stays' });
  await say(2, { text: 'Goes', movedTo: into, movedBy: move });
  await say(3, { text: 'Went with another split', movedTo: into, movedBy: newId('msg') });
  await say(4, { text: 'Goes elsewhere', movedTo: from, movedBy: move });
  await take({ split: true });
  expect(await taken()).toEqual(['Goes']);
});

it('a copy knows where it was first said, through every move, and carries no mail of its own', async () => {
  const { say, take, into, from, move } = await two();
  const earlier = { originId: newId('msg'), originConversationId: newId('cnv'), moves: [newId('msg')] };
  const id = await say(1, { escalationReason: 'No passage fits.', readInChat: true, createdAt: at(1) });
  await say(2, { ...earlier, createdAt: at(2) });
  await take();
  const [first, second] = await rowsOf(own.db, into);
  expect(first).toMatchObject({ originId: id, originConversationId: from, moves: [move] });
  expect(first).toMatchObject({ deliveryId: null, readInChat: false, escalationReason: null });
  expect(second).toMatchObject({ ...earlier, moves: [...earlier.moves, move] });
});

it('a visitor reads copies of their own chats, and of nobody else’s', async () => {
  const seen = async (where?: 'elsewhere') => {
    const { projectId, say, take, ...ids } = await two();
    const into = where ? await anotherConversation(own.db, { projectId }) : ids.into;
    await say(1);
    await say(2, { forVisitor: false });
    await take({ into });
    return (await rowsOf(own.db, into)).map(({ forVisitor }) => forVisitor);
  };
  expect(await seen()).toEqual([true, false]);
  expect(await seen('elsewhere')).toEqual([false, false]);
});

it('a stranger’s words become the customer’s where that address is the customer’s', async () => {
  const { say, take, into } = await two();
  const stranger = (email: string) => ({ author: { by: 'other', email, name: '' }, audience: 'team' });
  await say(1, stranger('Lee@Example.org'));
  await say(2, stranger('ben@example.org'));
  await take({ customerEmail: 'lee@example.org' });
  expect(await rowsOf(own.db, into)).toMatchObject([
    { author: { by: 'customer' }, audience: 'everyone' },
    { author: { by: 'other', email: 'ben@example.org' }, audience: 'team' },
  ]);
});

it('nothing comes over from another project', async () => {
  const { say, take } = await two();
  await say(1);
  const { conversationId: foreign } = await seedConversation(own.db);
  expect(await take({ into: foreign })).toEqual({ lastSeq: 0, arrived: {} });
  expect(await rowsOf(own.db, foreign)).toEqual([]);
});
