import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { eraseConversations } from '../../../db/erasing/erase-conversations.ts';
import { unfinishedErasures } from '../../../db/erasing/erasures.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { conversations, customers, inboundEmails, visitors } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { storedMail } from '../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { messageRow, rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

/** Kim's conversation, with a mail in it, and one of somebody else. */
async function kept() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId, conversationId, customerId } = seed;
  const email = storedMail({ projectId, conversationId });
  await db.insert(inboundEmails).values(email);
  const messageId = await insertMessage(db, { projectId, conversationId, seq: 1, emailId: email.id });
  const other = await anotherConversation(db, { projectId });
  const erase = (ids = [conversationId], project = projectId) =>
    eraseConversations(db, { projectId: project, ids, askedBy: null });
  const there = (id: typeof conversationId) => db.$count(conversations, eq(conversations.id, id));
  const customer = () => db.$count(customers, eq(customers.id, customerId));
  const remembered = async () =>
    (await unfinishedErasures(db))
      .filter((each) => each.projectId === projectId)
      .map((each) => [each.conversationId, each.kind]);
  return { ...seed, email, messageId, other, erase, there, customer, remembered };
}

it('a conversation goes with its messages and mails, and its customer when it was their last', async () => {
  const { conversationId, other, projectId, customerId, erase, there, customer, remembered } = await kept();
  const last = await anotherConversation(own.db, { projectId, customerId });
  expect(await erase()).toEqual({ conversations: 1, messages: 1, mails: 1, files: 0, customers: 0 });
  expect([await there(conversationId), await there(other), await customer()]).toEqual([0, 1, 1]);
  expect(await remembered()).toEqual([[conversationId, 'gone']]);
  expect(await erase([last])).toMatchObject({ conversations: 1, customers: 1 });
  expect(await customer()).toBe(0);
});

it('a visitor goes with their last conversation', async () => {
  const { projectId, erase } = await kept();
  const { id: visitorId } = await createVisitor(own.db, { projectId, tokenHash: newId('vis') });
  const ids = [
    await anotherConversation(own.db, { projectId, visitorId }),
    await anotherConversation(own.db, { projectId, visitorId }),
  ] as const;
  const left = () => own.db.$count(visitors, and(eq(visitors.id, visitorId)));
  await erase([ids[0]]);
  expect(await left()).toBe(1);
  await erase([ids[1]]);
  expect(await left()).toBe(0);
});

it('a copy that another conversation took is emptied and keeps its number, and its list shows what is left', async () => {
  const { projectId, conversationId, messageId, other, erase, remembered } = await kept();
  const about = { projectId, conversationId: other };
  await insertMessage(own.db, { ...about, seq: 1, text: 'Their own.' });
  const origin = { originId: messageId, originConversationId: conversationId };
  const copy = await insertMessage(own.db, { ...about, seq: 2, text: 'Kim’s.', ...origin });
  expect(await erase()).toMatchObject({ messages: 2 });
  expect(await messageRow(own.db, copy)).toMatchObject({ seq: 2, text: '', withdrawn: true, kind: 'event' });
  expect(await rowOf(own.db, other)).toMatchObject({ preview: 'Their own.', revision: 1 });
  expect(await remembered()).toContainEqual([other, 'rewritten']);
});

it('what was split off stays with the conversation it went to, its mail as well', async () => {
  const { projectId, conversationId, email, other, erase } = await kept();
  const moved = { projectId, conversationId, seq: 2, movedTo: other, movedBy: newId('msg') };
  const originId = await insertMessage(own.db, { ...moved, emailId: email.id });
  const origin = { originId, originConversationId: conversationId, emailId: email.id };
  const copy = await insertMessage(own.db, { projectId, conversationId: other, seq: 1, ...origin });
  await erase();
  expect(await messageRow(own.db, copy)).toMatchObject({
    text: 'message 1',
    withdrawn: false,
    originId: null,
  });
  const [mail] = await own.db.select().from(inboundEmails).where(eq(inboundEmails.id, email.id));
  expect(mail?.conversationId).toBe(other);
});

it('nobody erases another project’s conversation', async () => {
  const [mine, theirs] = [await kept(), await kept()];
  expect(await mine.erase([theirs.conversationId])).toMatchObject({ conversations: 0 });
  expect(await theirs.there(theirs.conversationId)).toBe(1);
});
