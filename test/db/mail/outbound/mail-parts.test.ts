import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createDelivery } from '../../../../db/mail/outbound/deliveries.ts';
import { loadMailParts } from '../../../../db/mail/outbound/mail-parts.ts';
import { conversations, deliveries, inboundEmails } from '../../../../db/schema/schema.ts';
import { newId, type DeliveryId } from '../../../../domain/ids.ts';
import type { Author } from '../../../../domain/message.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

async function talking() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { conversationId, projectId, agentId } = seed;
  let seq = 0;
  const say = (author: Author, text: string, parts = {}) =>
    insertMessage(db, { projectId, conversationId, seq: ++seq, author, text, ...parts });
  const reply = (text: string) => say({ by: 'agent', agentId }, text);
  const deliver = async (text: string) => {
    const deliveryId: DeliveryId = newId('dlv');
    await createDelivery(db, { deliveryId, messageIds: [await reply(text)], conversationId, mail });
    return deliveryId;
  };
  const parts = async (...messageIds: Awaited<ReturnType<typeof reply>>[]) => {
    const loaded = await loadMailParts(db, { deliveryId: newId('dlv'), messageIds, conversationId });
    if (!loaded) throw new Error('There is nothing to mail.');
    return loaded;
  };
  const quoted = async (text: string) => (await parts(await reply(text))).unmailed.map((each) => each.text);
  const arrive = async (row: Partial<typeof inboundEmails.$inferInsert>, author: Author = kim) => {
    const email = storedMail({ projectId, conversationId, ...row });
    await db.insert(inboundEmails).values(email);
    await say(author, email.replyText, { emailId: email.id, channel: 'email' });
  };
  return { ...seed, say, reply, deliver, parts, quoted, arrive };
}

const kim: Author = { by: 'customer' };

it('a mail quotes what was said since the last one that travelled, and nothing that is the team’s', async () => {
  const { say, deliver, quoted } = await talking();
  await say(kim, 'Before.');
  await deliver('The first mail.');
  await say(kim, 'How?');
  await say({ by: 'assistant' }, 'I do not know.');
  await say({ by: 'agent', agentId: newId('agt') }, 'A reseller.', { kind: 'note', audience: 'team' });
  await say({ by: 'other', email: 'lee@example.org', name: 'Lee' }, 'Me too.');
  await say(kim, 'Taken back.', { withdrawn: true });
  await say(kim, 'In their name, unproven.', { audience: 'team' });
  expect(await quoted('The second mail.')).toEqual(['How?', 'I do not know.']);
});

it('a mail that never arrived is quoted by the next one', async () => {
  const { say, deliver, quoted } = await talking();
  await say(kim, 'How?');
  const id = await deliver('The first mail.');
  await own.db.update(deliveries).set({ state: 'bounced' }).where(eq(deliveries.id, id));
  expect(await quoted('The second mail.')).toEqual(['How?', 'The first mail.']);
});

it('the customer’s own mail ends what is quoted, a stranger’s does not', async () => {
  const { say, arrive, quoted } = await talking();
  await say(kim, 'In the chat.');
  await arrive({ replyText: 'By a stranger.' }, { by: 'other', email: 'lee@example.org', name: '' });
  expect(await quoted('One.')).toEqual(['In the chat.']);
  await arrive({ replyText: 'By mail.' });
  await say(kim, 'In the chat again.');
  expect(await quoted('Two.')).toEqual(['In the chat again.']);
});

it('a thread names what its reader has, oldest first: no failed mail, no quarantine, no machine’s', async () => {
  const { deliver, arrive, parts, reply } = await talking();
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
  const [first, missed] = [await deliver('One.'), await deliver('Two.')];
  await own.db
    .update(deliveries)
    .set({ createdAt: at(2) })
    .where(eq(deliveries.id, first));
  await own.db.update(deliveries).set({ state: 'failed' }).where(eq(deliveries.id, missed));
  await arrive({ rfcMessageId: 'later@example.org', receivedAt: at(3) });
  await arrive({ rfcMessageId: 'first@example.org', receivedAt: at(1) });
  await arrive({ rfcMessageId: 'kept@example.org', receivedAt: at(1), quarantine: 'no_match' });
  await arrive({ rfcMessageId: 'away@example.org', receivedAt: at(1), machine: 'out_of_office' });
  const { thread } = await parts(await reply('Three.'));
  const [sent] = await own.db.select().from(deliveries).where(eq(deliveries.id, first));
  expect(thread).toEqual(['first@example.org', sent?.rfcMessageId, 'later@example.org']);
});

it('several replies are one mail, in the order they were said, with everybody in copy once', async () => {
  const { say, parts, agentId, conversationId } = await talking();
  const ana: Author = { by: 'agent', agentId };
  const one = await say(ana, ' First. ', { cc: ['lee@example.org', 'kim@example.org'] });
  const two = await say(ana, 'Second.', { cc: ['ben@example.org', 'lee@example.org'] });
  expect(await parts(two, one)).toMatchObject({
    text: 'First.\n\nSecond.',
    cc: [{ email: 'lee@example.org' }, { email: 'ben@example.org' }],
    agentName: 'Ana',
    automatic: false,
    unmailed: [],
  });
  await own.db.update(conversations).set({ customerId: null }).where(eq(conversations.id, conversationId));
  expect(
    await loadMailParts(own.db, { deliveryId: newId('dlv'), messageIds: [one], conversationId }),
  ).toBeNull();
});
