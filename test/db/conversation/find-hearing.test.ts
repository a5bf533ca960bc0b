import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findSnapshot } from '../../../db/conversation/conversations.ts';
import { findHearing } from '../../../db/conversation/find-hearing.ts';
import { createDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { conversations, customerAddresses, projects } from '../../../db/schema/schema.ts';
import { newId, siblingId } from '../../../domain/ids.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

it('what is asked at once of a conversation that hears of a mail is what is asked of it otherwise', async () => {
  const { db } = own;
  const { projectId, conversationId, agentId, customerId } = await seedConversation(db);
  const messageId = await insertMessage(db, {
    ...{ projectId, conversationId, seq: 1 },
    author: { by: 'agent', agentId },
  });
  await createDelivery(db, { deliveryId: newId('dlv'), messageIds: [messageId], conversationId, mail });
  await db.insert(customerAddresses).values({ customerId, email: 'kim@work.example' });
  await db.update(projects).set({ assistantAnswersMail: true }).where(eq(projects.id, projectId));
  const hearing = await findHearing(db, { id: newId('eml'), conversationId });
  expect(hearing).toMatchObject({
    addresses: ['kim@example.org', 'kim@work.example'],
    project: { id: projectId, assistantAnswersMail: true, acknowledgesMail: false },
    known: { isUsedElsewhere: false },
  });
  expect(hearing?.known.snapshot).toEqual(await findSnapshot(db, conversationId));
  expect(hearing?.known.snapshot.unsent).toHaveLength(1);
});

it('a mail’s message that stands in another conversation already is known before it is sent', async () => {
  const { db } = own;
  const { projectId, conversationId } = await seedConversation(db);
  const elsewhere = await anotherConversation(db, { projectId });
  const id = newId('eml');
  await insertMessage(db, { id: siblingId('msg', id), projectId, conversationId, seq: 1 });
  const usedElsewhere = async (conversation = conversationId) =>
    (await findHearing(db, { id, conversationId: conversation }))?.known.isUsedElsewhere;
  expect([await usedElsewhere(), await usedElsewhere(elsewhere)]).toEqual([false, true]);
});

it('nobody speaks for a conversation without a customer, and a project that is being deleted answers nothing', async () => {
  const { db } = own;
  const { projectId, conversationId } = await seedConversation(db);
  await db.update(conversations).set({ customerId: null }).where(eq(conversations.id, conversationId));
  await db.update(projects).set({ deletingAt: new Date() }).where(eq(projects.id, projectId));
  const hearing = await findHearing(db, { id: newId('eml'), conversationId });
  expect(hearing).toMatchObject({ addresses: [], project: null });
  expect(hearing?.known.snapshot.customerEmail).toBeNull();
  expect(await findHearing(db, { id: newId('eml'), conversationId: newId('cnv') })).toBeNull();
});
