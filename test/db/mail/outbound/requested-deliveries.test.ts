import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findDelivery } from '../../../../db/mail/outbound/deliveries.ts';
import { recordBatch } from '../../../../db/recording/record.ts';
import { conversations, customers, deliveries } from '../../../../db/schema/schema.ts';
import { said } from '../../../../domain/conversation/entries.ts';
import type { RequestedDelivery } from '../../../../domain/conversation/entry.ts';
import { newId, type DeliveryId, type MessageId } from '../../../../domain/ids.ts';
import { mailIdentity } from '../../../support/mail/mail-identity.ts';
import { emptyBatch } from '../../../support/rows/empty-batch.ts';
import { messageRow } from '../../../support/rows/row-of.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

type New = Extract<RequestedDelivery, { kind: 'new' }>;

async function replying() {
  const seed = await seedConversation(own.db);
  const deliveryId: DeliveryId = newId('dlv');
  const messageId: MessageId = newId('msg');
  const author = { by: 'agent', agentId: seed.agentId } as const;
  const at = '2026-01-01T12:00:00.000Z';
  const reply = said({ id: messageId, author, channel: 'widget', text: 'Try it.', at });
  /** @returns the deliveries that are to be sent now. */
  const ask = async (requested: RequestedDelivery, entries = [reply]) =>
    (
      await recordBatch(
        own.db,
        { ...emptyBatch(seed), entries, requestedDeliveries: [requested] },
        mailIdentity,
      )
    )?.made;
  const wanted: New = { kind: 'new', deliveryId, messageIds: [messageId], unlessRead: false };
  return { seed, deliveryId, messageId, ask, wanted };
}

it('a reply is frozen as one mail, however often its step is recorded', async () => {
  const { ask, wanted, messageId, deliveryId } = await replying();
  expect(await ask(wanted)).toEqual([deliveryId]);
  const frozen = await findDelivery(own.db, deliveryId);
  expect(frozen).toMatchObject({ state: 'pending', envelope: { to: { email: 'kim@example.org' } } });
  expect(await ask(wanted)).toEqual([deliveryId]);
  expect(await findDelivery(own.db, deliveryId)).toEqual(frozen);
  expect(await messageRow(own.db, messageId)).toMatchObject({ deliveryId, channel: 'email' });
});

it('a reply that was parked is mailed by the step that records it', async () => {
  const { ask, wanted, deliveryId } = await replying();
  expect(await ask(wanted, [])).toEqual([]);
  expect(await findDelivery(own.db, deliveryId)).toBeNull();
  expect(await ask(wanted)).toEqual([deliveryId]);
});

it('a reply that the visitor read in the chat is not mailed, and says so', async () => {
  const { ask, wanted, messageId, seed } = await replying();
  await ask({ ...wanted, messageIds: [] });
  const read = (visitorReadSeq: number) =>
    own.db.update(conversations).set({ visitorReadSeq }).where(eq(conversations.id, seed.conversationId));
  await read(1);
  expect(await ask({ ...wanted, unlessRead: true })).toEqual([]);
  expect(await messageRow(own.db, messageId)).toMatchObject({ readInChat: true, deliveryId: null });
});

it('a repetition mails what was mailed before the visitor read it', async () => {
  const { ask, wanted, messageId, deliveryId, seed } = await replying();
  expect(await ask({ ...wanted, unlessRead: true })).toEqual([deliveryId]);
  const read = { visitorReadSeq: 1 };
  await own.db.update(conversations).set(read).where(eq(conversations.id, seed.conversationId));
  expect(await ask({ ...wanted, unlessRead: true })).toEqual([deliveryId]);
  expect(await messageRow(own.db, messageId)).toMatchObject({ readInChat: false });
});

it('a mail that is sent again goes to the address known now, once', async () => {
  const { ask, wanted, deliveryId, messageId, seed } = await replying();
  await ask(wanted);
  await own.db.update(customers).set({ email: 'kim@new.example' }).where(eq(customers.id, seed.customerId));
  const again = { kind: 'again', deliveryId: newId('dlv'), replaces: deliveryId } as const;
  for (let times = 0; times < 2; times++) expect(await ask(again, [])).toEqual([again.deliveryId]);
  expect((await findDelivery(own.db, again.deliveryId))?.envelope.to.email).toBe('kim@new.example');
  expect(await messageRow(own.db, messageId)).toMatchObject({ deliveryId: again.deliveryId });
});

it.each([
  ['failed', 2, { state: 'pending', attempts: 0, reason: null }],
  ['unknown', 2, { state: 'unknown', attempts: 1, reason: null }],
] as const)('another try of a mail that is %s begins where it may', async (state, attempts, expected) => {
  const { ask, wanted, deliveryId } = await replying();
  await ask(wanted);
  const now = { state, attempts, reason: 'No.' };
  await own.db.update(deliveries).set(now).where(eq(deliveries.id, deliveryId));
  expect(await ask({ kind: 'retry', deliveryId }, [])).toEqual([deliveryId]);
  expect(await findDelivery(own.db, deliveryId)).toMatchObject(expected);
});

it('there is nothing to try again of a mail that arrived, nor of another conversation’s', async () => {
  const { ask, wanted, deliveryId } = await replying();
  await ask(wanted);
  const other = await replying();
  expect(await other.ask({ kind: 'retry', deliveryId }, [])).toEqual([]);
  await own.db.update(deliveries).set({ state: 'delivered' }).where(eq(deliveries.id, deliveryId));
  expect(await ask({ kind: 'retry', deliveryId }, [])).toEqual([]);
});
