import { expect, it } from 'vitest';
import { causeOf } from '../../../../db/mail/outbound/delivery-cause.ts';
import { createDelivery, findDelivery } from '../../../../db/mail/outbound/deliveries.ts';
import { newId, type DeliveryId } from '../../../../domain/ids.ts';
import type { Author } from '../../../../domain/message.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const noon = new Date('2026-01-01T12:00:00.000Z');
const later = new Date('2026-01-01T13:00:00.000Z');

/** When the words were said behind a mail that carries the second of two messages. */
async function cause(
  first: { author: Author; createdAt: Date },
  carried: { author: Author; createdAt: Date },
) {
  const { db } = own;
  const { projectId, conversationId } = await seedConversation(db);
  const about = { projectId, conversationId };
  await insertMessage(db, { ...about, seq: 1, ...first });
  const messageId = await insertMessage(db, { ...about, seq: 2, ...carried });
  await insertMessage(db, { ...about, seq: 3, createdAt: later });
  const deliveryId: DeliveryId = newId('dlv');
  await createDelivery(db, { deliveryId, messageIds: [messageId], conversationId, mail });
  const delivery = await findDelivery(db, deliveryId);
  return { at: await causeOf(db, delivery!), delivery: delivery! };
}

const kim: Author = { by: 'customer' };

it('the assistant’s mail is as old as the question that it answers', async () => {
  const asked = { author: kim, createdAt: noon };
  expect((await cause(asked, { author: { by: 'assistant' }, createdAt: later })).at).toEqual(noon);
});

it('an agent’s mail is as old as the agent’s own words', async () => {
  const ana: Author = { by: 'agent', agentId: newId('agt') };
  expect((await cause({ author: kim, createdAt: noon }, { author: ana, createdAt: later })).at).toEqual(
    later,
  );
});

it('no mail is younger than its own row, whatever the clock of the words says', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const { at, delivery } = await cause(
    { author: kim, createdAt: tomorrow },
    { author: { by: 'assistant' }, createdAt: tomorrow },
  );
  expect(at).toEqual(delivery.createdAt);
});
