import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  areAttachable,
  attachToMessage,
  findAttachedMessage,
  findAttachment,
  findAttachmentForAgent,
  attachedFiles,
  readPieces,
} from '../../../db/files/attachments.ts';
import { messages } from '../../../db/schema/schema.ts';
import { newId, type MessageId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { uploadedFile } from '../../support/rows/uploaded-file.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

/** A conversation with two files, uploaded and not sent. */
async function uploading() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { projectId, conversationId } = seed;
  const upload = (name: string) => uploadedFile(db, { projectId, conversationId, name });
  const ids = [await upload('one.pdf'), await upload('two.pdf')];
  const say = (seq: number, parts = {}) => insertMessage(db, { projectId, conversationId, seq, ...parts });
  return { ...seed, ids, say };
}

it('a file goes with one message only, of the conversation it was uploaded for', async () => {
  const { db } = own;
  const { ids, say, conversationId, projectId } = await uploading();
  const [messageId, later] = [await say(1), await say(2)];
  const elsewhere = await anotherConversation(db, { projectId });
  const wanted = { ids, conversationId, messageId };
  expect(await areAttachable(db, wanted)).toBe(true);
  expect(await areAttachable(db, { ...wanted, conversationId: elsewhere })).toBe(false);
  expect(await areAttachable(db, { ...wanted, ids: [...ids, newId('att')] })).toBe(false);
  await attachToMessage(db, { ...wanted, conversationId: elsewhere });
  expect(await idsOf([messageId])).toEqual([]);
  await attachToMessage(db, wanted);
  await attachToMessage(db, { ...wanted, messageId: later });
  expect([await idsOf([messageId]), await idsOf([later])]).toEqual([ids, []]);
  expect(await areAttachable(db, wanted)).toBe(true);
  expect(await areAttachable(db, { ...wanted, messageId: later })).toBe(false);
});

it('a mail’s files stand in the order of its messages and of their own', async () => {
  const { db } = own;
  const { ids, say, conversationId, projectId } = await uploading();
  const further = await uploadedFile(db, { projectId, conversationId });
  const [first, second] = [await say(1), await say(2)];
  await attachToMessage(db, { ids: [ids[0]!], conversationId, messageId: second });
  await attachToMessage(db, { ids: [ids[1]!, further], conversationId, messageId: first });
  expect(await idsOf([second, first])).toEqual([ids[1], further, ids[0]]);
});

it('an agent opens files of their own projects only', async () => {
  const [mine, theirs] = [await uploading(), await uploading()];
  const who = { agentId: mine.agentId, sessionId: 'any', provider: false };
  expect(await findAttachmentForAgent(own.db, { id: mine.ids[0]!, ...who })).toMatchObject({
    name: 'one.pdf',
  });
  expect(await findAttachmentForAgent(own.db, { id: theirs.ids[0]!, ...who })).toBeNull();
});

it('a visitor reads a file with the message it came with, also in a copy, and not when that was taken back', async () => {
  const { db } = own;
  const { ids, say, conversationId, projectId } = await uploading();
  const id = ids[0]!;
  const find = (where = conversationId) => findAttachedMessage(db, { id, conversationId: where });
  expect(await find()).toBeNull();
  const messageId = await say(1);
  await attachToMessage(db, { ids: [id], conversationId, messageId });
  expect(await find()).toMatchObject({ id, message: { id: messageId } });
  const into = await anotherConversation(db, { projectId });
  expect(await find(into)).toBeNull();
  const copy = { projectId, conversationId: into, seq: 1, originId: messageId };
  const copied = await insertMessage(db, copy);
  expect(await find(into)).toMatchObject({ message: { id: copied } });
  await db.update(messages).set({ forVisitor: false }).where(eq(messages.id, copied));
  expect(await find(into)).toBeNull();
  await db.update(messages).set({ withdrawn: true }).where(eq(messages.id, messageId));
  expect(await find()).toBeNull();
});

it('a file of many pieces comes back whole and in order', async () => {
  const { projectId } = await uploading();
  const pieces = Array.from({ length: 7 }, (_, at) => String(at).repeat(60_000));
  const id = await uploadedFile(own.db, { projectId, pieces });
  const read: string[] = [];
  for await (const piece of readPieces(own.db, id)) read.push(piece.toString());
  expect(read).toEqual(pieces);
  expect((await findAttachment(own.db, id))?.size).toBe(420_000);
});

const idsOf = async (messageIds: MessageId[]) =>
  (await attachedFiles(own.db, messageIds)).map(({ id }) => id);
