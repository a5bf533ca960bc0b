import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { recordBatch } from '../../../db/recording/record.ts';
import { customers, messages } from '../../../db/schema/schema.ts';
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
const lee = (name: string, email = 'lee@example.org') => ({ by: 'other', email, name }) as const;

/** Kim, Lee and again Kim and Lee, whose address is written in two ways. */
async function mixed() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId, agentId } = seed;
  const conversationId = await anotherConversation(db, {
    projectId,
    customerId: seed.customerId,
    lastSeq: 5,
  });
  const say = (seq: number, parts = {}) => insertMessage(db, { projectId, conversationId, seq, ...parts });
  const [kims, lees] = [await say(1), await say(2, { author: lee('Lee'), channel: 'email' })];
  await say(3);
  await say(4, { author: lee('L. Smith', 'LEE@example.org'), channel: 'email' });
  await say(5, { author: lee('Lee'), kind: 'note' });
  const move: MessageId = newId('msg');
  const into: ConversationId = newId('cnv');
  const record = (event: MoveEvent) => {
    const at = '2026-01-03T12:00:00.000Z';
    const entries = [happened({ id: newId('msg'), author: { by: 'agent', agentId }, event, at })];
    return recordBatch(db, { ...emptyBatch({ projectId, conversationId }), entries }, mailIdentity);
  };
  const split = (messageId: MessageId, following: boolean) =>
    record({ kind: 'splitOff', agentId, into, messageId, following, move });
  const undo = () => record({ kind: 'splitUndone', agentId, from: conversationId, move });
  const gone = async () =>
    (await rowsOf(db, conversationId)).flatMap(({ seq, movedTo }) => (movedTo === into ? seq : []));
  return { ...seed, conversationId, kims, lees, into, split, undo, gone };
}

it('a split marks one message, or also what the same person said later under any name', async () => {
  const one = await mixed();
  await one.split(one.lees, false);
  expect(await one.gone()).toEqual([2]);
  const both = await mixed();
  await both.split(both.lees, true);
  expect(await both.gone()).toEqual([2, 4]);
});

it('a stranger’s message begins a conversation of that stranger, for people to answer', async () => {
  const { lees, split, into, projectId } = await mixed();
  await split(lees, true);
  const row = await rowOf(own.db, into);
  expect(row).toMatchObject({ projectId, channel: 'email', handlerBy: 'agent', subject: 'message 2' });
  expect(row.visitorId).toBeNull();
  const [customer] = await own.db.select().from(customers).where(eq(customers.id, row.customerId!));
  expect(customer).toMatchObject({ email: 'lee@example.org', name: 'Lee' });
});

it('the customer’s own message goes on with the same customer', async () => {
  const { kims, split, into, customerId, gone } = await mixed();
  await split(kims, true);
  expect(await gone()).toEqual([1, 3]);
  expect((await rowOf(own.db, into)).customerId).toBe(customerId);
});

it('undoing a split brings back what it took, and nothing else', async () => {
  const { lees, kims, split, undo, gone, into } = await mixed();
  const elsewhere = { movedTo: into, movedBy: newId('msg') };
  await own.db.update(messages).set(elsewhere).where(eq(messages.id, kims));
  await split(lees, true);
  expect(await gone()).toEqual([1, 2, 4]);
  await undo();
  expect(await gone()).toEqual([1]);
});

it('the list shows what is left', async () => {
  const { kims, split, conversationId } = await mixed();
  await split(kims, true);
  expect((await rowOf(own.db, conversationId)).preview).toBe('message 4');
});
