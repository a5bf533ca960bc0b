import { isSupportAddress } from '../../../domain/mail/reading/author-behind.ts';
import { eq } from 'drizzle-orm';
import { siblingId, type AgentId } from '../../../domain/ids.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { previewOf } from '../../../domain/text/preview.ts';
import type { Database, Queryable } from '../../connection/database.ts';
import type { InboundEmail } from './inbound-emails.ts';
import { keepCustomer } from '../../project/customers.ts';
import { listSupportAddresses } from '../../project/support-addresses.ts';
import { conversations, inboundEmails } from '../../schema/schema.ts';

/**
 * Begins the conversation of a mail that belongs to none. Idempotent: the conversation's id follows from the mail's.
 * A mail that a group or a form sent in our own name has no customer until an agent says who wrote it.
 * With an agent, the mail stays in quarantine until the conversation has heard of it.
 * @returns the mail as it is kept now.
 */
export async function beginByMail(
  db: Database,
  email: InboundEmail,
  by: AgentId | null = null,
): Promise<InboundEmail> {
  const { projectId, fromEmail, fromName, subject } = email;
  const conversationId = siblingId('cnv', email.id);
  return db.transaction(async (tx) => {
    const customerId = (await isOwn(tx, email))
      ? null
      : await keepCustomer(tx, { projectId, email: foldAddress(fromEmail), name: fromName });
    await tx
      .insert(conversations)
      .values({
        id: conversationId,
        projectId,
        channel: 'email',
        subject: previewOf(subject, 80),
        customerId,
      })
      .onConflictDoNothing();
    const [kept] = await tx
      .update(inboundEmails)
      .set(by ? { conversationId, placedBy: by, ignoredAt: null } : { conversationId, quarantine: null })
      .where(eq(inboundEmails.id, email.id))
      .returning();
    return kept ?? email;
  });
}

async function isOwn(tx: Queryable, { projectId, fromEmail }: InboundEmail): Promise<boolean> {
  const own = (await listSupportAddresses(tx)).find(({ id }) => id === projectId);
  return isSupportAddress(fromEmail, own?.addresses ?? []);
}
