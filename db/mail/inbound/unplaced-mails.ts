import { desc, lt } from 'drizzle-orm';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';
import type { Queryable } from '../../connection/database.ts';
import { unplacedMails } from '../../schema/schema.ts';

export type UnplacedMail = typeof unplacedMails.$inferSelect;

/** More than anybody reads. */
const MAX_LISTED = 500;

export async function noteUnplaced(
  db: Queryable,
  mail: { providerId: string; why: QuarantineReason },
): Promise<void> {
  await db.insert(unplacedMails).values(mail).onConflictDoNothing();
}

/** The newest first. */
export async function listUnplaced(db: Queryable): Promise<UnplacedMail[]> {
  return db.select().from(unplacedMails).orderBy(desc(unplacedMails.receivedAt)).limit(MAX_LISTED);
}

export async function forgetUnplaced(db: Queryable, before: Date): Promise<void> {
  await db.delete(unplacedMails).where(lt(unplacedMails.receivedAt, before));
}
