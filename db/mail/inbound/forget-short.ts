import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { ProjectId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { inboundEmails, mailsOverBudget } from '../../schema/schema.ts';

/** The mail itself is here now. */
export async function forgetShort(
  db: Queryable,
  arrived: Pick<typeof inboundEmails.$inferSelect, 'providerId' | 'projectId' | 'quarantine'>,
): Promise<void> {
  const { providerId, projectId, quarantine } = arrived;
  if (quarantine === 'over_budget') return;
  const gone = await deleteShort(db, eq(mailsOverBudget.providerId, providerId));
  if (gone > 0) await notify(db, { kind: 'quarantine', projectId });
}

/** Forgets what somebody sent. */
export async function eraseShort(
  tx: Queryable,
  { projectId, addresses }: { projectId: ProjectId; addresses: string[] },
): Promise<number> {
  const theirs = inArray(sql`lower(${mailsOverBudget.fromEmail})`, addresses);
  return deleteShort(tx, and(eq(mailsOverBudget.projectId, projectId), theirs));
}

/** The rows that stood for them stand for as many less, and go with the last. */
async function deleteShort(tx: Queryable, which: SQL | undefined): Promise<number> {
  const gone = await tx.delete(mailsOverBudget).where(which).returning({ emailId: mailsOverBudget.emailId });
  for (const { emailId } of gone) {
    const [left] = await tx
      .update(inboundEmails)
      .set({ more: sql`${inboundEmails.more} - 1` })
      .where(eq(inboundEmails.id, emailId))
      .returning({ more: inboundEmails.more });
    if (left && left.more < 0) await tx.delete(inboundEmails).where(eq(inboundEmails.id, emailId));
  }
  return gone.length;
}
