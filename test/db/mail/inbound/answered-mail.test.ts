import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { findAnswered } from '../../../../db/mail/inbound/answered-mail.ts';
import { createDelivery } from '../../../../db/mail/outbound/deliveries.ts';
import { deliveries } from '../../../../db/schema/schema.ts';
import { newId, type DeliveryId } from '../../../../domain/ids.ts';
import type { InboundMail } from '../../../../domain/mail/inbound-mail.ts';
import type { MachineMailKind } from '../../../../domain/message.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

/** A conversation from which two mails have left for Kim. */
async function mailed() {
  const { db } = own;
  const { conversationId, projectId, agentId } = await seedConversation(db);
  const author = { by: 'agent', agentId } as const;
  const send = async (seq: number) => {
    const id: DeliveryId = newId('dlv');
    const messageId = await insertMessage(db, { projectId, conversationId, seq, author });
    await createDelivery(db, { deliveryId: id, messageIds: [messageId], conversationId, mail });
    const createdAt = new Date(Date.UTC(2026, 0, 1, 12, seq));
    await db.update(deliveries).set({ createdAt }).where(eq(deliveries.id, id));
    const [row] = await db.select().from(deliveries).where(eq(deliveries.id, id));
    return { id, named: row!.rfcMessageId };
  };
  const [first, second] = [await send(1), await send(2)];
  const answered = async (parts: Partial<InboundMail>, machine: MachineMailKind = 'out_of_office') => {
    const arrived = { from: { email: 'kim@example.org', name: '' }, headers: [], ...parts } as InboundMail;
    const found = await findAnswered(db, { mail: arrived, conversationId, machine });
    return found && [found.deliveryId, found.named];
  };
  return { conversationId, first, second, answered };
}

const header = (name: string, ...ids: string[]) => ({ name, value: ids.map((id) => `<${id}>`).join(' ') });

it('a machine’s mail answers what it names: In-Reply-To before References, of which the last is the nearest', async () => {
  const { first, second, answered } = await mailed();
  const thread = header('References', second.named, first.named);
  expect(await answered({ headers: [thread] })).toEqual([first.id, true]);
  expect(await answered({ headers: [thread, header('In-Reply-To', second.named)] })).toEqual([
    second.id,
    true,
  ]);
  expect(await answered({ bouncedIds: [first.named] }, 'bounce')).toEqual([first.id, true]);
});

it('without a name it answers the newest, when a mail server or the customer’s own domain says so', async () => {
  const { second, answered } = await mailed();
  const from = { email: 'mailer-daemon@elsewhere.example', name: '' };
  expect(await answered({})).toEqual([second.id, false]);
  expect(await answered({ from }, 'bounce')).toEqual([second.id, false]);
  expect(await answered({ from })).toBeNull();
});

it('a name from another conversation is no name here', async () => {
  const [mine, theirs] = [await mailed(), await mailed()];
  const headers = [header('In-Reply-To', theirs.first.named)];
  expect(await mine.answered({ headers })).toEqual([mine.second.id, false]);
});

it('where no mail left, none was answered', async () => {
  const { conversationId } = await seedConversation(own.db);
  const arrived = { from: { email: 'kim@example.org', name: '' }, headers: [] as InboundMail['headers'] };
  const wanted = { mail: arrived as InboundMail, conversationId, machine: 'bounce' as const };
  expect(await findAnswered(own.db, wanted)).toBeNull();
});
