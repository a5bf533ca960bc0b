import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  addressesOfCustomer,
  findAgentsByEmail,
  listCopied,
  senderOf,
} from '../../../../db/mail/inbound/correspondents.ts';
import { createDelivery } from '../../../../db/mail/outbound/deliveries.ts';
import { agents, customerAddresses, inboundEmails } from '../../../../db/schema/schema.ts';
import { newId } from '../../../../domain/ids.ts';
import type { Author } from '../../../../domain/message.ts';
import { mailIdentity as mail } from '../../../support/mail/mail-identity.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const kim: Author = { by: 'customer' };
const lee: Author = { by: 'other', email: 'lee@example.org', name: 'Lee' };

async function mailing() {
  const { db } = own;
  const seed = await seedConversation(db);
  const { conversationId, projectId, agentId } = seed;
  let seq = 0;
  const arrive = async (author: Author, recipients: { email: string; name: string }[], parts = {}) => {
    const email = storedMail({ projectId, conversationId, recipients });
    await db.insert(inboundEmails).values(email);
    const row = { projectId, conversationId, seq: ++seq, author, emailId: email.id, ...parts };
    return insertMessage(db, row);
  };
  const reply = async (cc: string[]) => {
    const author = { by: 'agent', agentId } as const;
    const id = await insertMessage(db, { projectId, conversationId, seq: ++seq, author, cc });
    await createDelivery(db, { deliveryId: newId('dlv'), messageIds: [id], conversationId, mail });
  };
  return { ...seed, arrive, reply, copied: () => listCopied(db, conversationId) };
}

it('whoever was in copy of the customer’s and the team’s mails is known, since when and by which name', async () => {
  const { arrive, reply, copied } = await mailing();
  await arrive(kim, [{ email: 'ben@example.org', name: '' }]);
  await reply(['max@example.org', 'ben@example.org']);
  await arrive(kim, [
    { email: 'ben@example.org', name: 'Ben' },
    { email: 'zoe@example.org', name: 'Zoe' },
  ]);
  await arrive(kim, [{ email: 'zoe@example.org', name: '' }]);
  expect(await copied()).toEqual([
    { email: 'ben@example.org', name: 'Ben', seq: 1 },
    { email: 'max@example.org', name: '', seq: 2 },
    { email: 'zoe@example.org', name: 'Zoe', seq: 3 },
  ]);
});

it('a stranger writes nobody into the conversation, nor does a mail that is not here any more', async () => {
  const { arrive, copied } = await mailing();
  await arrive(lee, [{ email: 'friend@example.org', name: 'A friend' }]);
  await arrive(kim, [{ email: 'gone@example.org', name: '' }], { withdrawn: true });
  expect(await copied()).toEqual([]);
});

it('a customer’s own address stands first among those that speak for them', async () => {
  const { customerId, conversationId } = await mailing();
  expect(await addressesOfCustomer(own.db, conversationId)).toEqual(['kim@example.org']);
  await own.db.insert(customerAddresses).values({ customerId, email: 'kim@work.example' });
  expect(await addressesOfCustomer(own.db, conversationId)).toEqual(['kim@example.org', 'kim@work.example']);
  expect(await addressesOfCustomer(own.db, newId('cnv'))).toEqual([]);
});

it('an agent is known by their address however they wrote it, in their own projects only', async () => {
  const { projectId, agentId } = await mailing();
  const email = `Ana.${agentId}@Acme.Example`;
  await own.db.update(agents).set({ email }).where(eq(agents.id, agentId));
  const emails = [email.toLowerCase(), 'nobody@acme.example'];
  expect([...(await findAgentsByEmail(own.db, { projectId, emails }))]).toEqual([[emails[0], agentId]]);
  const other = await seedConversation(own.db);
  expect((await findAgentsByEmail(own.db, { projectId: other.projectId, emails })).size).toBe(0);
});

it('a mail’s sender is asked for as what they count as', async () => {
  const { arrive, conversationId } = await mailing();
  const which = { conversationId, messageId: await arrive(lee, []) };
  expect(await senderOf(own.db, { ...which, by: 'other' })).toBe('kim@example.org');
  expect(await senderOf(own.db, { ...which, by: 'customer' })).toBeNull();
});
