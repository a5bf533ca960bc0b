import { eq } from 'drizzle-orm';
import { newId, siblingId, type AgentId } from '../domain/ids.ts';
import { foldAddress } from '../domain/mail-address.ts';
import { previewOf } from '../domain/preview.ts';
import type { Database } from './database.ts';
import type { InboundEmail } from './inbound-emails.ts';
import { conversations, customers, inboundEmails } from './schema.ts';

/**
 * Begins the conversation of a mail that belongs to none. Idempotent: the conversation's id follows from the mail's.
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
    const [customer] = await tx
      .insert(customers)
      .values({ id: newId('cus'), projectId, email: foldAddress(fromEmail), name: fromName || null })
      .onConflictDoUpdate({
        target: [customers.projectId, customers.email],
        set: { email: foldAddress(fromEmail) },
      })
      .returning({ id: customers.id });
    await tx
      .insert(conversations)
      .values({
        id: conversationId,
        projectId,
        channel: 'email',
        subject: previewOf(subject, 80),
        ...(customer && { customerId: customer.id }),
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
