import { expect, it } from 'vitest';
import { findPlaceEvidence } from '../../../../db/mail/inbound/find-place-evidence.ts';
import { createDelivery } from '../../../../db/mail/outbound/deliveries.ts';
import { blockFrom } from '../../../../db/project/blocks.ts';
import { deliveries } from '../../../../db/schema/schema.ts';
import { newId } from '../../../../domain/ids.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const KIM = 'kim@example.org';

it('a sender whom the team blocked is blocked however they write their address, in that project alone', async () => {
  const { db } = own;
  const [seed, other] = [await seedConversation(db), await seedConversation(db)];
  const blocked = async (sender: string | null, { projectId, conversationId } = seed) =>
    (await findPlaceEvidence(db, { projectId, conversationId, sender })).blocked;
  expect(await blocked(KIM)).toBe(false);
  await blockFrom(db, { ...seed, kind: 'sender', by: seed.agentId });
  expect(
    await Promise.all([KIM, 'Kim@Example.org', 'lee@example.org', null].map((each) => blocked(each))),
  ).toEqual([true, true, false, false]);
  expect(await blocked(KIM, other)).toBe(false);
  const { projectId } = seed;
  expect(await findPlaceEvidence(db, { projectId, conversationId: null, sender: KIM })).toEqual({
    ...{ addresses: [], blocked: true, sent: [] },
  });
});

it('of what left a conversation the newest five can be quoted, newest first', async () => {
  const { db } = own;
  const { projectId, conversationId, agentId } = await seedConversation(db);
  const author = { by: 'agent', agentId } as const;
  for (const seq of [1, 2, 3, 4, 5, 6]) {
    const messageId = await insertMessage(db, { projectId, conversationId, seq, author });
    await createDelivery(db, { deliveryId: newId('dlv'), messageIds: [messageId], conversationId, mail });
  }
  const { sent, addresses } = await findPlaceEvidence(db, { projectId, conversationId, sender: KIM });
  expect(addresses).toEqual([KIM]);
  const all = await db.select().from(deliveries).orderBy(deliveries.createdAt);
  const newest = all.filter((each) => each.conversationId === conversationId).reverse();
  expect(sent).toEqual(
    newest.slice(0, 5).map(({ envelope: { from, replyTo, text } }) => ({ from, replyTo, text })),
  );
  expect(sent[0]?.text).toContain('message 6');
});
