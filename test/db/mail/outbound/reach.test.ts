import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findReach } from '../../../../db/mail/outbound/reach.ts';
import { suppress } from '../../../../db/mail/outbound/suppressions.ts';
import { createVisitor } from '../../../../db/project/visitors.ts';
import { conversations, inboundEmails, projects } from '../../../../db/schema/schema.ts';
import { newId } from '../../../../domain/ids.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

/** Kim wrote by mail, in a project whose assistant answers mail. */
async function mailing(email: Partial<typeof inboundEmails.$inferInsert> = {}) {
  const { db } = own;
  const seed = await seedConversation(db);
  const { conversationId, projectId } = seed;
  await db.update(projects).set({ assistantAnswersMail: true }).where(eq(projects.id, projectId));
  await db.insert(inboundEmails).values(storedMail({ projectId, conversationId, ...email }));
  const set = (columns: object) =>
    db.update(conversations).set(columns).where(eq(conversations.id, conversationId));
  return { ...seed, set, reach: () => findReach(db, conversationId) };
}

it('the assistant mails an address that is vouched for, and asks an agent where nobody vouches', async () => {
  expect(await (await mailing()).reach()).toEqual({ chat: false, mail: 'on' });
  expect(await (await mailing({ verdict: 'unverified' })).reach()).toEqual({ chat: false, mail: 'asks' });
  expect(await (await mailing({ verdict: 'failed' })).reach()).toEqual({ chat: false, mail: 'never' });
});

it('a project that leaves mail to people has an agent asked', async () => {
  const { projectId, reach } = await mailing();
  await own.db.update(projects).set({ assistantAnswersMail: false }).where(eq(projects.id, projectId));
  expect((await reach()).mail).toBe('asks');
});

it('nothing is mailed where mail was stopped, where it bounced, or where the address never wrote itself', async () => {
  const stopped = await mailing();
  await stopped.set({ chatOnly: true });
  expect((await stopped.reach()).mail).toBe('never');
  const bounced = await mailing();
  await suppress(own.db, { ...bounced, email: 'kim@example.org', reason: 'bounced', detail: '' });
  expect((await bounced.reach()).mail).toBe('never');
  expect((await (await mailing({ fromEmail: 'lee@example.org' })).reach()).mail).toBe('never');
  expect(await findReach(own.db, newId('cnv'))).toEqual({ chat: false, mail: 'never' });
});

it('a visitor is in the chat unless they spoke last by mail; what another visitor wrote says nothing of that', async () => {
  const { projectId, conversationId, set, reach } = await mailing();
  const { id: visitorId } = await createVisitor(own.db, { projectId, tokenHash: conversationId });
  await set({ visitorId });
  const about = { projectId, conversationId };
  expect((await reach()).chat).toBe(true);
  await insertMessage(own.db, { ...about, seq: 1, channel: 'email' });
  expect((await reach()).chat).toBe(false);
  await insertMessage(own.db, { ...about, seq: 2, forVisitor: false });
  await insertMessage(own.db, { ...about, seq: 3, author: { by: 'assistant' } });
  expect((await reach()).chat).toBe(false);
  await insertMessage(own.db, { ...about, seq: 4 });
  expect((await reach()).chat).toBe(true);
});
