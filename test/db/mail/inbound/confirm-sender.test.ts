import { expect, it } from 'vitest';
import { addressesOfCustomer } from '../../../../db/mail/inbound/correspondents.ts';
import { recordBatch } from '../../../../db/recording/record.ts';
import { inboundEmails } from '../../../../db/schema/schema.ts';
import { happened } from '../../../../domain/conversation/entries.ts';
import { newId } from '../../../../domain/ids.ts';
import type { Author } from '../../../../domain/message.ts';
import { mailIdentity } from '../../../support/mail/mail-identity.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../../support/rows/empty-batch.ts';
import { insertMessage } from '../../../support/rows/insert-message.ts';
import { messageRow, rowOf } from '../../../support/rows/row-of.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const LEE = { email: 'lee@example.org', name: 'Lee' };
const lee: Author = { by: 'other', ...LEE };

/** Kim's conversation, into which somebody else wrote a mail. */
async function written(fromEmail = LEE.email, author: Author = lee) {
  const { db } = own;
  const { projectId, agentId, customerId } = await seedConversation(db);
  const conversationId = await anotherConversation(db, { projectId, customerId, lastSeq: 1 });
  const email = storedMail({ projectId, conversationId, fromEmail, fromName: LEE.name });
  await db.insert(inboundEmails).values(email);
  const audience = author.by === 'other' ? 'team' : 'everyone';
  const row = { projectId, conversationId, seq: 1, author, audience, emailId: email.id } as const;
  const messageId = await insertMessage(db, row);
  const says = (kind: 'senderConfirmed' | 'senderDisowned') => {
    const event = { kind, agentId, messageId, email: fromEmail } as const;
    const at = '2026-01-01T12:00:00.000Z';
    const entry = happened({ id: newId('msg'), author: { by: 'agent', agentId }, event, at });
    return recordBatch(db, { ...emptyBatch({ conversationId, projectId }), entries: [entry] }, mailIdentity);
  };
  const message = () => messageRow(db, messageId);
  return { says, message, addresses: () => addressesOfCustomer(db, conversationId), conversationId };
}

it('a confirmed address speaks for the customer from now on, and so does the mail that was asked about', async () => {
  const { says, message, addresses, conversationId } = await written();
  for (let times = 0; times < 2; times++) await says('senderConfirmed');
  const { revision, ...row } = await message();
  expect(row).toMatchObject({ author: { by: 'customer' }, audience: 'everyone' });
  expect(revision).toBe((await rowOf(own.db, conversationId)).revision - 1);
  expect(await addresses()).toEqual(['kim@example.org', LEE.email]);
});

it('an address that is disowned speaks for nobody, and its mail is a stranger’s again', async () => {
  const { says, message, addresses } = await written();
  await says('senderConfirmed');
  await says('senderDisowned');
  expect(await message()).toMatchObject({ author: lee, audience: 'team' });
  expect(await addresses()).toEqual(['kim@example.org']);
});

it('the customer’s own address needs no confirmation and cannot be disowned', async () => {
  const { says, message, addresses } = await written('kim@example.org', { by: 'customer' });
  await says('senderConfirmed');
  await says('senderDisowned');
  expect(await message()).toMatchObject({ author: { by: 'customer' }, audience: 'everyone' });
  expect(await addresses()).toEqual(['kim@example.org']);
});
