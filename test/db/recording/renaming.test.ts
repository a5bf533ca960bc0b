import { expect, it } from 'vitest';
import { findDelivery } from '../../../db/mail/outbound/deliveries.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { happened, said } from '../../../domain/conversation/entries.ts';
import { newId } from '../../../domain/ids.ts';
import { mailIdentity as mail } from '../../support/mail/mail-identity.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();

async function begin() {
  const { db } = own;
  const { conversationId, projectId, agentId } = await seedConversation(db);
  const author = { by: 'agent', agentId } as const;
  const at = new Date().toISOString();
  const step = (parts: Partial<Batch>) =>
    recordBatch(
      db,
      { ...emptyBatch({ conversationId, projectId }), customerEmail: 'kim@example.org', ...parts },
      mail,
    );
  const rename = async (subject: string) => {
    const event = { kind: 'renamed', agentId, subject } as const;
    await step({ entries: [happened({ id: newId('msg'), author, event, at })] });
    return (await rowOf(db, conversationId)).subject;
  };
  const send = async () => {
    const [id, deliveryId] = [newId('msg'), newId('dlv')];
    await step({
      entries: [said({ id, author, channel: 'email', text: 'Try it.', at })],
      requestedDeliveries: [{ kind: 'new', deliveryId, messageIds: [id], unlessRead: false }],
    });
    return (await findDelivery(db, deliveryId))?.envelope;
  };
  return { rename, send };
}

it('a renamed chat is mailed under its new subject', async () => {
  const { rename, send } = await begin();
  expect(await rename('Battery pack')).toBe('Battery pack');
  expect(await send()).toMatchObject({ subject: 'Battery pack', inReplyTo: null });
});

it('mails of a thread keep the subject it began with, so that they stay one thread', async () => {
  const { rename, send } = await begin();
  const first = await send();
  expect(first).toMatchObject({ subject: 'How do I start it?' });
  expect(await rename('Battery pack')).toBe('Battery pack');
  expect(await rename('Battery, urgent')).toBe('Battery, urgent');
  expect(await send()).toMatchObject({
    subject: 'Re: How do I start it?',
    inReplyTo: first?.messageId,
    references: expect.arrayContaining([first?.messageId]),
  });
});
