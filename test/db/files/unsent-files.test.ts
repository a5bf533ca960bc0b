import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { withWords } from '../../../db/conversation/held-words.ts';
import { attachToMessage, findAttachment, forgetUnsentFiles } from '../../../db/files/attachments.ts';
import { attachmentPieces, inboundEmails } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { storedMail } from '../../support/mail/stored-mail.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { uploadedFile } from '../../support/rows/uploaded-file.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const DAY = 86_400_000;

it('a file that was uploaded and never sent is forgotten after a week, with its bytes', async () => {
  const { db } = own;
  const { projectId, conversationId } = await seedConversation(db);
  const now = new Date();
  const old = { projectId, conversationId, createdAt: new Date(now.getTime() - 8 * DAY) };
  const young = { ...old, createdAt: new Date(now.getTime() - 6 * DAY) };
  const email = storedMail({ projectId });
  await db.insert(inboundEmails).values(email);
  const [unsent, fresh, sent] = [
    await uploadedFile(db, old),
    await uploadedFile(db, young),
    await uploadedFile(db, old),
  ];
  const arrived = await uploadedFile(db, { ...old, conversationId: null, emailId: email.id });
  const messageId = await insertMessage(db, { projectId, conversationId, seq: 1 });
  await attachToMessage(db, { ids: [sent], conversationId, messageId });
  await forgetUnsentFiles(db, now);
  const kept = await Promise.all(
    [unsent, fresh, sent, arrived].map(async (id) => (await findAttachment(db, id)) !== null),
  );
  expect(kept).toEqual([false, true, true, true]);
  expect(await db.$count(attachmentPieces, eq(attachmentPieces.attachmentId, unsent))).toBe(0);
});

it('a held reply names its files, and goes on without one that is gone', async () => {
  const { db } = own;
  const { projectId, conversationId, agentId } = await seedConversation(db);
  const id = await uploadedFile(db, { projectId, conversationId });
  const reply = { id: newId('msg'), agentId, text: 'Here.', at: '', until: '' };
  const held = [
    reply,
    { ...reply, attachments: [newId('att'), id] },
    { ...reply, attachments: [newId('att')] },
  ];
  const outgoing = await withWords(db, { held, awaitingRead: [] });
  expect(outgoing?.held.map(({ files }) => files?.map((file) => file.id))).toEqual([
    undefined,
    [id],
    undefined,
  ]);
  expect(await withWords(db, null)).toBeNull();
});
