import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { dropRawMails, dropVisitors, listForgotten } from '../../../db/erasing/retention.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { inboundEmails, visitors } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { storedMail } from '../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const before = new Date('2026-01-10T00:00:00.000Z');
const old = new Date('2026-01-09T00:00:00.000Z');
const young = new Date('2026-01-11T00:00:00.000Z');

it('a conversation is forgotten when it is closed and nobody has said or done anything in it since', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const other = await seedConversation(db);
  const begin = (parts = {}) =>
    anotherConversation(db, { projectId, status: 'closed', lastMessageAt: old, ...parts });
  const forgotten = await begin();
  await begin({ status: 'waiting' });
  await begin({ lastMessageAt: young });
  await begin({ projectId: other.projectId });
  const noted = await begin();
  await insertMessage(db, { projectId, conversationId: noted, seq: 1, kind: 'note', createdAt: young });
  expect(await listForgotten(db, { projectId, before, limit: 10 })).toEqual([forgotten]);
  expect(await listForgotten(db, { projectId, before, limit: 0 })).toEqual([]);
});

it('a mail as it came goes and its words stay, and what is gone is not counted again', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const raw = { projectId, payload: { RawEmail: 'raw' }, html: '<p>', hasSource: true };
  const [gone, kept] = [storedMail({ ...raw, receivedAt: old }), storedMail({ ...raw, receivedAt: young })];
  await db.insert(inboundEmails).values([gone, kept]);
  const mail = async (id: typeof gone.id) =>
    (await db.select().from(inboundEmails).where(eq(inboundEmails.id, id)))[0];
  expect(await dropRawMails(db, { projectId, before })).toBe(1);
  expect(await mail(gone.id)).toMatchObject({
    ...{ payload: {}, html: null, hasSource: false },
    replyText: 'How do I start it?',
  });
  expect(await mail(kept.id)).toMatchObject({ html: '<p>', hasSource: true });
  expect(await dropRawMails(db, { projectId, before })).toBe(0);
});

it('a visitor goes who was not seen since and of whom no conversation is kept', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const arrive = async (lastSeenAt: Date) => {
    const { id } = await createVisitor(db, { projectId, tokenHash: newId('vis') });
    await db.update(visitors).set({ lastSeenAt }).where(eq(visitors.id, id));
    return id;
  };
  await arrive(old);
  const [seen, known] = [await arrive(young), await arrive(old)];
  await anotherConversation(db, { projectId, visitorId: known });
  expect(await dropVisitors(db, { projectId, before })).toBe(1);
  const left = await db.select().from(visitors).where(eq(visitors.projectId, projectId));
  expect(left.map(({ id }) => id).toSorted()).toEqual([seen, known].toSorted());
});
