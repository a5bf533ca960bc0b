import { and, desc, gt, or, eq, like, sql } from 'drizzle-orm';
import type { EmailId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { inboundEmails } from '../../schema/schema.ts';

export interface ConfirmationMail {
  id: EmailId;
  from: string;
  subject: string;
  text: string;
  receivedAt: Date;
}

const MAX_MAILS = 50;

/** Newest first, mail of mail hosts that may ask to confirm a forwarding. Only senders whose own domain vouches for them. */
export async function listConfirmationMails(db: Queryable, since: Date): Promise<ConfirmationMail[]> {
  return db
    .select({
      id: inboundEmails.id,
      from: inboundEmails.fromEmail,
      subject: inboundEmails.subject,
      text: sql<string>`coalesce(nullif(${inboundEmails.payload}->>'TextBody', ''), ${inboundEmails.replyText} || E'\\n' || ${inboundEmails.quotedText})`,
      receivedAt: inboundEmails.receivedAt,
    })
    .from(inboundEmails)
    .where(
      and(
        gt(inboundEmails.receivedAt, since),
        eq(inboundEmails.verdict, 'verified'),
        or(
          eq(inboundEmails.fromEmail, 'forwarding-noreply@google.com'),
          like(inboundEmails.fromEmail, '%microsoft.com'),
          like(inboundEmails.fromEmail, '%outlook.com'),
        ),
      ),
    )
    .orderBy(desc(inboundEmails.receivedAt))
    .limit(MAX_MAILS);
}
