import { expect, it } from 'vitest';
import { isConversationOf, listPlacesForMail } from '../../../../db/mail/inbound/conversations-for-mail.ts';
import { customerAddresses, customers, inboundEmails } from '../../../../db/schema/schema.ts';
import { newId } from '../../../../domain/ids.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { anotherConversation } from '../../../support/rows/another-conversation.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));

/** Kim has two conversations; Lee has one with a percent sign in its subject. */
async function places() {
  const { db } = own;
  const { projectId, customerId } = await seedConversation(db);
  const leesId = newId('cus');
  await db.insert(customers).values({ id: leesId, projectId, email: 'lee@example.org', name: 'Lee' });
  const begin = (minute: number, parts = {}) =>
    anotherConversation(db, { projectId, customerId, lastSeq: 1, lastMessageAt: at(minute), ...parts });
  const older = await begin(1, { subject: 'A router' });
  const newer = await begin(2, { subject: 'A lamp' });
  const lees = await begin(3, { customerId: leesId, subject: '100% cotton' });
  const offer = async (parts: Partial<typeof inboundEmails.$inferInsert> = {}, search = '') => {
    const email = storedMail({ projectId, ...parts });
    await db.insert(inboundEmails).values(email);
    const found = await listPlacesForMail(db, { projectId, id: email.id, search });
    return found.map(({ id, why }) => [id, why]);
  };
  return { projectId, customerId, leesId, older, newer, lees, offer };
}

it('a mail is offered the conversation it names, then its sender’s, newest first, each once', async () => {
  const { older, newer, offer } = await places();
  expect(await offer({ conversationId: older })).toEqual([
    [older, 'claimed'],
    [newer, 'sender'],
  ]);
});

it('a further address that an agent confirmed is the sender’s as well', async () => {
  const { leesId, lees, offer } = await places();
  expect(await offer({ fromEmail: 'lee@work.example' })).toEqual([]);
  await own.db.insert(customerAddresses).values({ customerId: leesId, email: 'lee@work.example' });
  expect(await offer({ fromEmail: 'lee@work.example' })).toEqual([[lees, 'sender']]);
  expect(await offer({ fromEmail: '' })).toEqual([]);
});

it('a search finds what it says, takes no sign for more than itself, and looks into no other project', async () => {
  const { newer, older, lees, offer } = await places();
  await places();
  expect(await offer({}, 'LAMP')).toEqual([[newer, 'search']]);
  expect(await offer({}, 'lee')).toEqual([[lees, 'search']]);
  expect(await offer({}, '%')).toEqual([[lees, 'search']]);
  expect(await offer({}, older)).toEqual([[older, 'search']]);
});

it('a mail of another project is offered nothing, and a conversation belongs to its own project', async () => {
  const [mine, theirs] = [await places(), await places()];
  const email = storedMail({ projectId: theirs.projectId });
  await own.db.insert(inboundEmails).values(email);
  expect(
    await listPlacesForMail(own.db, { projectId: mine.projectId, id: email.id, search: 'lamp' }),
  ).toEqual([]);
  const which = { projectId: mine.projectId, conversationId: mine.newer };
  expect(await isConversationOf(own.db, which)).toBe(true);
  expect(await isConversationOf(own.db, { ...which, conversationId: theirs.newer })).toBe(false);
});
