import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  createConversation,
  findPlaceOfAgent,
  findSnapshot,
  giveToPeople,
  isUsedElsewhere,
} from '../../../db/conversation/conversations.ts';
import { createDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { createVisitor } from '../../../db/project/visitors.ts';
import { deliveries } from '../../../db/schema/schema.ts';
import { newId, type ConversationId, type DeliveryId } from '../../../domain/ids.ts';
import type { DeliveryState } from '../../../domain/message.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

it('a workflow that begins anew takes along the mails that are on their way, and no others', async () => {
  const { db } = own;
  const { conversationId, agentId, projectId } = await seedConversation(db);
  const author = { by: 'agent', agentId } as const;
  const sent = async (seq: number, state: DeliveryState) => {
    const id: DeliveryId = newId('dlv');
    const messageId = await insertMessage(db, { projectId, conversationId, seq, author });
    await createDelivery(db, { deliveryId: id, messageIds: [messageId], conversationId, mail });
    await db.update(deliveries).set({ state }).where(eq(deliveries.id, id));
    return id;
  };
  const waiting = [await sent(1, 'pending'), await sent(2, 'sending')];
  await sent(3, 'sent');
  await sent(4, 'unknown');
  const snapshot = await findSnapshot(db, conversationId);
  expect(snapshot).toMatchObject({ customerEmail: 'kim@example.org', unsent: waiting, merged: null });
  expect(snapshot).not.toHaveProperty('chatOnly');
  expect(await findSnapshot(db, newId('cnv'))).toBeNull();
});

it('an id that a conversation has stays that one’s, whoever else asks for it', async () => {
  const { db } = own;
  const [mine, theirs] = [await seedConversation(db), await seedConversation(db)];
  const { id: visitorId } = await createVisitor(db, { projectId: theirs.projectId, tokenHash: newId('vis') });
  const wanted = { id: mine.conversationId, projectId: theirs.projectId, visitorId, page: null };
  expect(await createConversation(db, wanted)).toBe(false);
  expect(await rowOf(db, mine.conversationId)).toMatchObject({ projectId: mine.projectId, visitorId: null });
});

it('people get a conversation before its first word, not in the middle of it', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const escalation = { cause: 'failure', reason: 'Too many.', at: '2026-01-01T12:00:00.000Z' } as const;
  const [empty, begun] = [
    await anotherConversation(db, { projectId }),
    await anotherConversation(db, { projectId, lastSeq: 1 }),
  ];
  for (const id of [empty, begun]) await giveToPeople(db, id, escalation);
  expect(await rowOf(db, empty)).toMatchObject({ handlerBy: 'agent', escalation });
  expect(await rowOf(db, begun)).toMatchObject({ handlerBy: 'assistant', escalation: null });
});

it('a message’s id is taken in every conversation but its own', async () => {
  const { db } = own;
  const { projectId, conversationId } = await seedConversation(db);
  const messageId = await insertMessage(db, { projectId, conversationId, seq: 1 });
  const elsewhere = await anotherConversation(db, { projectId });
  expect(await isUsedElsewhere(db, { messageId, conversationId })).toBe(false);
  expect(await isUsedElsewhere(db, { messageId, conversationId: elsewhere })).toBe(true);
});

it('a foreign conversation looks to an agent like one that does not exist', async () => {
  const { db } = own;
  const [mine, theirs] = [await seedConversation(db), await seedConversation(db)];
  const { agentId, conversationId, projectId } = mine;
  const find = (wanted: ConversationId) =>
    findPlaceOfAgent(db, { agentId, sessionId: 'any', provider: false, conversationId: wanted });
  expect(await find(conversationId)).toEqual({ projectId, role: 'agent', stepMissing: false });
  expect(await find(theirs.conversationId)).toBeNull();
  expect(await find(newId('cnv'))).toBeNull();
});
