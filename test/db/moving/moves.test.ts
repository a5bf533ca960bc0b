import { expect, it } from 'vitest';
import { recordBatch } from '../../../db/recording/record.ts';
import { setWatching } from '../../../db/conversation/watches.ts';
import { watches } from '../../../db/schema/schema.ts';
import { happened } from '../../../domain/conversation/entries.ts';
import { newId, type ConversationId, type MessageId } from '../../../domain/ids.ts';
import type { MoveEvent } from '../../../domain/message.ts';
import { mailIdentity } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf, rowsOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

/** A conversation into which others are merged. */
async function main() {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  const into = await anotherConversation(db, { projectId });
  const record = (event: MoveEvent, from?: ConversationId) => {
    const at = '2026-01-03T12:00:00.000Z';
    const arriving = from ? [{ from, move: event.move, split: false, writtenAt: null }] : [];
    const entries = [happened({ id: newId('msg'), author: { by: 'agent', agentId }, event, at })];
    const batch = { ...emptyBatch({ projectId, conversationId: into }), entries, arriving };
    return recordBatch(db, batch, mailIdentity);
  };
  const merge = async (from: ConversationId) => {
    const move: MessageId = newId('msg');
    await record({ kind: 'mergedFrom', agentId, from, move }, from);
    return { from, move };
  };
  const undo = (merged: { from: ConversationId; move: MessageId }) =>
    record({ kind: 'mergeUndone', agentId, ...merged });
  const side = async (text: string) => {
    const id = await anotherConversation(db, { projectId });
    await insertMessage(db, { projectId, conversationId: id, seq: 1, text });
    return id;
  };
  return { projectId, agentId, into, merge, undo, side };
}

it('what a merge brought is withdrawn when it is undone, and numbers keep their places', async () => {
  const { into, merge, undo, side } = await main();
  const [one, other] = [await side('One'), await side('Other')];
  const first = await merge(one);
  await merge(other);
  expect((await rowOf(own.db, into)).preview).toBe('Other');
  await undo(first);
  const rows = await rowsOf(own.db, into);
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(rows.filter(({ kind }) => kind === 'message').map(({ withdrawn }) => withdrawn)).toEqual([
    true,
    false,
  ]);
});

it('the list shows a conversation without what was taken back', async () => {
  const { into, merge, undo, side } = await main();
  const merged = await merge(await side('Elsewhere'));
  expect(await rowOf(own.db, into)).toMatchObject({
    preview: 'Elsewhere',
    lastMessageAt: new Date('2026-01-01T12:01:00.000Z'),
  });
  await undo(merged);
  expect((await rowOf(own.db, into)).preview).toBe('');
});

it('whoever watched a merged conversation watches until every merge that brought the wish is undone', async () => {
  const { projectId, agentId, into, merge, undo, side } = await main();
  const watch = (conversationId: ConversationId) =>
    setWatching(own.db, { projectId, conversationId, agentId, watching: true });
  const watching = async () =>
    (await own.db.select().from(watches)).some(({ conversationId }) => conversationId === into);
  const [one, other] = [await side('One'), await side('Other')];
  await watch(one);
  await watch(other);
  const [first, second] = [await merge(one), await merge(other)];
  await undo(first);
  expect(await watching()).toBe(true);
  await undo(second);
  expect(await watching()).toBe(false);
});

it('an agent’s own wish to watch outlives the merge', async () => {
  const { projectId, agentId, into, merge, undo, side } = await main();
  const wish = { projectId, conversationId: into, agentId, watching: true };
  await setWatching(own.db, wish);
  const from = await side('One');
  await setWatching(own.db, { ...wish, conversationId: from });
  await undo(await merge(from));
  const left = await own.db.select().from(watches);
  expect(left.filter(({ conversationId }) => conversationId === into)).toMatchObject([{ broughtBy: [] }]);
});
