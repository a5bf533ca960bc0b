import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { beginByMail } from '../../../../db/mail/inbound/begin-by-mail.ts';
import { storeInboundEmail } from '../../../../db/mail/inbound/inbound-emails.ts';
import type { inboundEmails } from '../../../../db/schema/schema.ts';
import { customers } from '../../../../db/schema/schema.ts';
import { siblingId, type AgentId } from '../../../../domain/ids.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { rowOf } from '../../../support/rows/row-of.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

async function arrived(parts: Partial<typeof inboundEmails.$inferInsert> = {}) {
  const { db } = own;
  const { projectId, agentId } = await seedConversation(db);
  const email = await storeInboundEmail(
    db,
    storedMail({ projectId, fromEmail: 'lee@example.org', ...parts }),
  );
  const begin = (by?: AgentId) => beginByMail(db, email, by);
  return { projectId, agentId, email, begin, conversationId: siblingId('cnv', email.id) };
}

it('a mail begins one conversation with its sender, however often it is asked to', async () => {
  const { begin, conversationId, projectId } = await arrived();
  for (let times = 0; times < 2; times++) {
    expect(await begin()).toMatchObject({ conversationId, quarantine: null });
  }
  const row = await rowOf(own.db, conversationId);
  expect(row).toMatchObject({ projectId, channel: 'email', subject: 'How?' });
  const [customer] = await own.db.select().from(customers).where(eq(customers.id, row.customerId!));
  expect(customer).toMatchObject({ email: 'lee@example.org', name: 'Kim' });
});

it('a mail in our own name has no customer until an agent says who wrote it', async () => {
  const { begin, conversationId } = await arrived({ fromEmail: 'support@acme.example' });
  await begin();
  expect((await rowOf(own.db, conversationId)).customerId).toBeNull();
});

it('a mail that an agent takes out of quarantine stays there until its conversation has heard of it', async () => {
  const { begin, agentId, conversationId } = await arrived({ quarantine: 'no_match', ignoredAt: new Date() });
  expect(await begin(agentId)).toMatchObject({
    ...{ conversationId, placedBy: agentId },
    ...{ quarantine: 'no_match', ignoredAt: null },
  });
});
