import { and, asc, eq, sql } from 'drizzle-orm';
import type { EmailId, ProjectId } from '../../../domain/ids.ts';
import type { MailOverBudget } from '../../../domain/mail/judging/quarantine.ts';
import { splitAddress } from '../../../domain/mail/address/reply-address.ts';
import type { Queryable } from '../../connection/database.ts';
import type { InboundEmail, NewInboundEmail } from './inbound-emails.ts';
import { inboundEmails, mailsOverBudget } from '../../schema/schema.ts';

/** More than anybody reads; the others follow when these are fetched. */
const MAX_LISTED = 200;

/**
 * Keeps of a mail over its sender's budget who wrote what and when, and lets one row of the quarantine stand for all of an
 * hour; news bring an ignored one back. A repetition changes nothing.
 */
export async function keepShort(
  tx: Queryable,
  email: NewInboundEmail,
  { bucket, hour }: { bucket: string; hour: string },
): Promise<InboundEmail> {
  const { providerId, projectId, fromEmail, fromName, subject } = email;
  const known = await findStandIn(tx, providerId);
  if (known) return known;
  const standIn = await countOne(tx, email, `over budget ${bucket} ${hour}`);
  await tx.insert(mailsOverBudget).values({
    ...{ providerId, projectId, emailId: standIn.id, fromEmail, fromName },
    subject: subject.slice(0, 1_000),
  });
  return standIn;
}

async function findStandIn(tx: Queryable, providerId: string): Promise<InboundEmail | undefined> {
  const [row] = await tx
    .select({ email: inboundEmails })
    .from(mailsOverBudget)
    .innerJoin(inboundEmails, eq(inboundEmails.id, mailsOverBudget.emailId))
    .where(eq(mailsOverBudget.providerId, providerId));
  return row?.email;
}

async function countOne(tx: Queryable, email: NewInboundEmail, key: string): Promise<InboundEmail> {
  const { id, projectId, verdict } = email;
  // It stands for a domain and is nobody's mail.
  const fromEmail = `@${splitAddress(email.fromEmail).domain}`;
  const [row] = await tx
    .insert(inboundEmails)
    .values({
      ...{ id, projectId, fromEmail, verdict, providerId: key, fingerprint: key, payload: {} },
      ...{ fromName: '', subject: '', replyText: '', quotedText: '', quarantine: 'over_budget' as const },
    })
    .onConflictDoUpdate({
      target: inboundEmails.providerId,
      set: { more: sql`${inboundEmails.more} + 1`, ignoredAt: null, ignoredBy: null },
    })
    .returning();
  if (!row) throw new Error('A mail over its sender’s budget was not counted.');
  return row;
}

/** Oldest first. */
export async function listOverBudget(db: Queryable, emailId: EmailId): Promise<MailOverBudget[]> {
  const rows = await db
    .select()
    .from(mailsOverBudget)
    .where(eq(mailsOverBudget.emailId, emailId))
    .orderBy(asc(mailsOverBudget.receivedAt), asc(mailsOverBudget.providerId))
    .limit(MAX_LISTED);
  return rows.map(({ providerId, fromEmail, fromName, subject, wantedAt, receivedAt }) => ({
    ...{ providerId, from: { email: fromEmail, name: fromName }, subject },
    ...{ wanted: wantedAt !== null, receivedAt: receivedAt.toISOString() },
  }));
}

/** Says that an agent wants the whole mail. @returns false when the project has none of that id. */
export async function wantMail(
  db: Queryable,
  which: { projectId: ProjectId; emailId: EmailId; providerId: string },
): Promise<boolean> {
  const { projectId, emailId, providerId } = which;
  const own = and(eq(inboundEmails.id, emailId), eq(inboundEmails.projectId, projectId));
  if ((await db.$count(inboundEmails, own)) === 0) return false;
  const rows = await db
    .update(mailsOverBudget)
    .set({ wantedAt: new Date() })
    .where(and(eq(mailsOverBudget.providerId, providerId), eq(mailsOverBudget.emailId, emailId)))
    .returning({ id: mailsOverBudget.providerId });
  return rows.length > 0;
}

export async function isWanted(db: Queryable, providerId: string): Promise<boolean> {
  const wanted = and(
    eq(mailsOverBudget.providerId, providerId),
    sql`${mailsOverBudget.wantedAt} is not null`,
  );
  return (await db.$count(mailsOverBudget, wanted)) > 0;
}
