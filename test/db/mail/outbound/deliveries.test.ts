import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { connect } from '../../../../db/connection/database.ts';
import {
  claimDelivery,
  createDelivery,
  findDelivery,
  settleDelivery,
} from '../../../../db/mail/outbound/deliveries.ts';
import { recordBatch } from '../../../../db/recording/record.ts';
import { conversations } from '../../../../db/schema/schema.ts';
import { readTranscript } from '../../../../db/conversation/transcript.ts';
import { newId, type DeliveryId } from '../../../../domain/ids.ts';
import type { Batch } from '../../../../domain/conversation/batch.ts';
import { emptyBatch } from '../../../support/rows/empty-batch.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { createTestDatabase } from '../../../support/stack/database.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';

it('lets a send and the conversation write about one mail at the same moment', async () => {
  await using database = await createTestDatabase();
  const connection = connect(database.url);
  const { db } = connection;
  const { conversationId, projectId, agentId, say } = await seedConversation(db);
  const batch = (deliveryId: DeliveryId): Batch => ({
    ...emptyBatch({ conversationId, projectId }),
    deliveryEvents: [{ deliveryId, state: 'delivered', detail: '', at: new Date().toISOString() }],
    standing: { status: 'waiting', handler: { by: 'agent', agentId }, assignee: agentId, escalation: null },
    customerEmail: 'kim@example.org',
  });
  const deliver = async () => {
    const id: DeliveryId = newId('dlv');
    const messageId = await say({ by: 'agent', agentId }, 'Try it.');
    await createDelivery(db, { deliveryId: id, messageIds: [messageId], conversationId, mail });
    await claimDelivery(db, { id, from: 'pending', at: new Date() });
    await Promise.all([
      settleDelivery(db, id, { state: 'sent', providerId: 'p1' }, new Date()),
      recordBatch(db, batch(id), mail),
    ]);
    expect(await findDelivery(db, id)).toMatchObject({ state: 'delivered', providerId: 'p1' });
  };
  for (let i = 0; i < 25; i++) await deliver();
  await connection.close();
});

it('shows every reader that a delivery’s state changed', async () => {
  await using database = await createTestDatabase();
  const connection = connect(database.url);
  const { db } = connection;
  const { conversationId, agentId, say } = await seedConversation(db);
  const id: DeliveryId = newId('dlv');
  const messageId = await say({ by: 'agent', agentId }, 'Try it.');
  await createDelivery(db, { deliveryId: id, messageIds: [messageId], conversationId, mail });
  const revision = async () => {
    const [row] = await db.select().from(conversations).where(eq(conversations.id, conversationId));
    return row?.revision ?? 0;
  };
  const before = await revision();
  await claimDelivery(db, { id, from: 'pending', at: new Date() });
  await settleDelivery(db, id, { state: 'failed', reason: 'No such address.' }, new Date());
  expect(await revision()).toBe(before + 1);
  const changed = await readTranscript(db, { conversationId, afterRevision: before });
  expect(changed).toMatchObject([
    { id: messageId, delivery: { state: 'failed', reason: 'No such address.' } },
  ]);
  await connection.close();
});

it('lets one attempt at a time have a delivery', async () => {
  await using database = await createTestDatabase();
  const connection = connect(database.url);
  const { db } = connection;
  const { conversationId, agentId, say } = await seedConversation(db);
  const id: DeliveryId = newId('dlv');
  const messageId = await say({ by: 'agent', agentId }, 'Try it.');
  await createDelivery(db, { deliveryId: id, messageIds: [messageId], conversationId, mail });
  const claims = await Promise.all(
    Array.from({ length: 8 }, () => claimDelivery(db, { id, from: 'pending', at: new Date() })),
  );
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  await connection.close();
});

it('freezes a mail whose subject and quotes have to be cut, wherever the cut falls', async () => {
  await using database = await createTestDatabase();
  const connection = connect(database.url);
  const { db } = connection;
  const { conversationId, agentId, say } = await seedConversation(db);
  const subject = `${'x'.repeat(159)}🙂 does not start`;
  await db.update(conversations).set({ subject }).where(eq(conversations.id, conversationId));
  await say({ by: 'customer' }, `${'安'.repeat(1_499)}🙂${'安'.repeat(100)}`);
  const id: DeliveryId = newId('dlv');
  const messageId = await say({ by: 'agent', agentId }, 'Try it.');
  await createDelivery(db, { deliveryId: id, messageIds: [messageId], conversationId, mail });
  expect((await findDelivery(db, id))?.envelope.subject).toBe('x'.repeat(159));
  await connection.close();
});
