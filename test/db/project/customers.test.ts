import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { keepCustomer } from '../../../db/project/customers.ts';
import { recordBatch } from '../../../db/recording/record.ts';
import { customers, inboundEmails } from '../../../db/schema/schema.ts';
import type { Batch } from '../../../domain/conversation/batch.ts';
import { happened, said } from '../../../domain/conversation/entries.ts';
import { newId, type CustomerId } from '../../../domain/ids.ts';
import { mailIdentity } from '../../support/mail/mail-identity.ts';
import { storedMail } from '../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { emptyBatch } from '../../support/rows/empty-batch.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { rowOf } from '../../support/rows/row-of.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../support/stack/own-database.ts';

const own = ownDatabase();
const at = '2026-01-01T12:00:00.000Z';
const EMAIL = 'lee@example.org';

const nameOf = async (id: CustomerId | null) =>
  (await own.db.select().from(customers).where(eq(customers.id, id!)))[0]?.name;

/** A conversation that learns that its customer is Lee, with what else it hears. */
async function learning() {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  const conversationId = await anotherConversation(db, { projectId });
  const about = { projectId, conversationId };
  const record = async (parts: Partial<Batch> = {}) => {
    await recordBatch(db, { ...emptyBatch(about), customerEmail: EMAIL, ...parts }, mailIdentity);
    return (await rowOf(db, conversationId)).customerId;
  };
  const mail = async (parts: Partial<typeof inboundEmails.$inferInsert>) => {
    const email = storedMail({ ...about, fromEmail: EMAIL, ...parts });
    await db.insert(inboundEmails).values(email);
    return email.id;
  };
  const saidIn = async (parts: Partial<typeof inboundEmails.$inferInsert>) => ({
    entries: [
      said({
        ...{ id: newId('msg'), author: { by: 'customer' }, channel: 'email', text: '', at },
        emailId: await mail(parts),
      }),
    ],
  });
  return { ...about, agentId, record, mail, saidIn };
}

it('an address is one customer of a project, whose known name stays', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  const keep = (name: string) => keepCustomer(db, { projectId, email: EMAIL, name });
  const id = await keep('');
  expect(await nameOf(id)).toBeNull();
  expect(await keep('Lee')).toBe(id);
  expect(await keep('Somebody')).toBe(id);
  expect(await nameOf(id)).toBe('Lee');
  const other = await seedConversation(db);
  expect(await keepCustomer(db, { projectId: other.projectId, email: EMAIL, name: '' })).not.toBe(id);
});

it('a conversation keeps its customer until it learns of another address', async () => {
  const { record } = await learning();
  const id = await record();
  expect(await record({ customerEmail: null })).toBe(id);
  expect(await record({ customerEmail: 'lee@work.example' })).not.toBe(id);
});

it('a customer’s name is learned from their own mail, and from nobody else’s', async () => {
  const { record, saidIn } = await learning();
  const id = await record(await saidIn({ fromEmail: 'forger@example.org', fromName: 'A forger' }));
  await record(await saidIn({ fromName: '' }));
  expect(await nameOf(id)).toBeNull();
  await record(await saidIn({ fromName: 'Lee' }));
  await record(await saidIn({ fromName: 'Another Lee' }));
  expect(await nameOf(id)).toBe('Lee');
});

it('whom an agent chose is called what the mail that named them says', async () => {
  const { record, mail, agentId, ...about } = await learning();
  const emailId = await mail({ fromEmail: 'form@acme.example', answerTo: { email: EMAIL, name: 'Lee' } });
  const messageId = await insertMessage(own.db, { ...about, seq: 99, emailId });
  const event = { kind: 'customerChosen', agentId, messageId, email: EMAIL } as const;
  const entry = happened({ id: newId('msg'), author: { by: 'agent', agentId }, event, at });
  expect(await nameOf(await record({ entries: [entry] }))).toBe('Lee');
});
