import { expect, it } from 'vitest';
import { mayMerge, maySplit, mayUnsplit, mergeCandidates } from '../../../db/moving/merge-candidates.ts';
import { newId, siblingId, type ConversationId, type MessageId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const merged = (into: ConversationId) => ({
  ...{ into, move: newId('msg'), before: 'open' as const },
  ...{ unanswered: false, active: false, bySplitUndo: false },
});

it('a conversation may be merged into another of the same customer, which goes on itself', async () => {
  const { db } = own;
  const { projectId, customerId, conversationId } = await seedConversation(db);
  const others = { projectId, customerId, lastSeq: 1 };
  const older = await anotherConversation(db, { ...others, lastMessageAt: at(1) });
  const newer = await anotherConversation(db, { ...others, lastMessageAt: at(2) });
  const gone = await anotherConversation(db, { ...others, merged: merged(newer) });
  await anotherConversation(db, { ...others, lastSeq: 0 });
  const stranger = await anotherConversation(db, { projectId, lastSeq: 1 });
  expect((await mergeCandidates(db, conversationId)).map(({ id }) => id)).toEqual([newer, older]);
  expect(await mayMerge(db, conversationId, older)).toBe(true);
  for (const into of [gone, stranger, conversationId, newId('cnv')]) {
    expect(await mayMerge(db, conversationId, into)).toBe(false);
  }
});

it('two conversations of nobody are not one customer’s', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const one = await anotherConversation(db, { projectId, lastSeq: 1 });
  const other = await anotherConversation(db, { projectId, lastSeq: 1 });
  expect(await mayMerge(db, one, other)).toBe(false);
  expect(await mergeCandidates(db, one)).toEqual([]);
});

it('somebody outside whose address is known can have a conversation of their own', async () => {
  const { db } = own;
  const { projectId, conversationId, agentId } = await seedConversation(db);
  let seq = 0;
  const may = async (parts = {}, where = conversationId) => {
    const messageId = await insertMessage(db, { projectId, conversationId: where, seq: ++seq, ...parts });
    return maySplit(db, { id: newId('msg'), conversationId: where, messageId });
  };
  const visitors = await anotherConversation(db, { projectId });
  expect(await may()).toBe(true);
  expect(await may({ author: { by: 'other', email: 'lee@example.org', name: '' } })).toBe(true);
  expect(await may({ author: { by: 'other', email: 'erased', name: '' } })).toBe(false);
  expect(await may({ author: { by: 'agent', agentId } })).toBe(false);
  expect(await may({ kind: 'note' })).toBe(false);
  expect(await may({ withdrawn: true })).toBe(false);
  expect(await may({}, visitors)).toBe(false);
});

it('a split that happened may be repeated and undone, each once, and no other takes its place', async () => {
  const { db } = own;
  const { projectId, conversationId, agentId } = await seedConversation(db);
  const about = { projectId, conversationId, kind: 'event' as const, author: { by: 'system' } as const };
  const messageId = await insertMessage(db, { projectId, conversationId, seq: 1 });
  const id: MessageId = newId('msg');
  const into = await anotherConversation(db, { projectId, id: siblingId('cnv', id) });
  expect(await maySplit(db, { id, conversationId, messageId })).toBe(false);
  const event = { kind: 'splitOff', agentId, into, messageId, following: false, move: id } as const;
  await insertMessage(db, { ...about, id, seq: 2, event });
  expect(await maySplit(db, { id, conversationId, messageId })).toBe(true);
  const undo = { id: newId('msg'), conversationId, move: id };
  expect(await mayUnsplit(db, { ...undo, move: messageId })).toBe(false);
  expect(await mayUnsplit(db, undo)).toBe(true);
  const undone = { kind: 'splitUndone', agentId, from: conversationId, move: id } as const;
  await insertMessage(db, { ...about, id: undo.id, seq: 3, event: undone });
  expect(await mayUnsplit(db, undo)).toBe(true);
  expect(await mayUnsplit(db, { ...undo, id: newId('msg') })).toBe(false);
});
