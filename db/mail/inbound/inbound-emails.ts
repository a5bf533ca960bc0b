import { asc, eq, getTableColumns, or, sql, type SQL } from 'drizzle-orm';
import { newId, type EmailId } from '../../../domain/ids.ts';
import { storableJson } from '../../../domain/text/storable-text.ts';
import { storeAttachments, type NewAttachment } from '../../files/attachments.ts';
import type { Database, Queryable } from '../../connection/database.ts';
import { prepared } from '../../connection/prepared.ts';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';
import { inboundEmails, mailsOverBudget } from '../../schema/schema.ts';
import { forgetShort } from './forget-short.ts';

export type InboundEmail = typeof inboundEmails.$inferSelect;
export type NewInboundEmail = typeof inboundEmails.$inferInsert;

/** A file of an arrived mail. */
export type ArrivedFile = Pick<
  NewAttachment,
  'name' | 'contentType' | 'size' | 'contentId' | 'inline' | 'sha256'
> & {
  pieces: Iterable<Buffer>;
};

/**
 * Keeps an arrived mail. The same mail again, by the provider's id or by its fingerprint, finds the row of the first time.
 * Safe when many arrive at once: the later ones wait for the first one's commit.
 */
export async function storeInboundEmail(
  db: Queryable,
  arrived: NewInboundEmail,
  files: ArrivedFile[] = [],
): Promise<InboundEmail> {
  const email = storableJson(arrived);
  const stored = await insertWithFiles(db, email, files);
  if (stored) return stored;
  const known = await findInboundEmail(db, email);
  if (!known) throw new Error('An inbound mail was neither stored nor found.');
  return known;
}

/** The first arrival of the same mail. */
export async function findInboundEmail(
  db: Queryable,
  { providerId, fingerprint }: Pick<NewInboundEmail, 'providerId' | 'fingerprint'>,
): Promise<InboundEmail | null> {
  const [known] = await db
    .select()
    .from(inboundEmails)
    .where(or(eq(inboundEmails.providerId, providerId), eq(inboundEmails.fingerprint, fingerprint)))
    .orderBy(asc(inboundEmails.receivedAt))
    .limit(1);
  return known ?? null;
}

export async function findEmail(db: Queryable, id: EmailId): Promise<InboundEmail | null> {
  const [email] = await db.select().from(inboundEmails).where(eq(inboundEmails.id, id));
  return email ?? null;
}

/**
 * The mail and its files in one transaction: neither is there without the other, and the line that stood for it goes.
 * @returns undefined when it is known.
 */
async function insertWithFiles(
  db: Queryable,
  email: NewInboundEmail,
  files: ArrivedFile[],
): Promise<InboundEmail | undefined> {
  return db.transaction(async (tx) => {
    await awaitAlike(tx, email);
    const [row] = await tx
      .insert(inboundEmails)
      .values({ ...email, mayRepeat: newestAlike(email) })
      .onConflictDoNothing()
      .returning({ ...getTableColumns(inboundEmails), isShort: isShort(email) });
    if (!row) return undefined;
    const { isShort: short, ...stored } = row;
    const { id: emailId, projectId } = stored;
    await storeAttachments(
      tx,
      files.map(({ pieces, ...file }, position) => ({
        file: { ...file, id: newId('att'), projectId, emailId, position },
        pieces,
      })),
    );
    if (short) await forgetShort(tx, stored);
    return stored;
  });
}

/** Mails that resemble each other wait for one another, so that the later one sees the earlier and is marked. */
async function awaitAlike(tx: Queryable, { likeness }: NewInboundEmail): Promise<void> {
  if (likeness) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${likeness}, 1))`);
}

/** The newest mail that may be this one, for a statement that begins when `awaitAlike` is over. */
const newestAlike = ({ likeness }: NewInboundEmail): SQL<EmailId> | null =>
  likeness
    ? sql`(select ${inboundEmails.id} from ${inboundEmails} where ${inboundEmails.likeness} = ${likeness}
        order by ${inboundEmails.receivedAt} desc limit 1)`
    : null;

/** Whether a line stands for it, because it came over its sender's budget before. */
const isShort = ({ providerId }: NewInboundEmail) =>
  sql<boolean>`exists (select 1 from ${mailsOverBudget} where ${mailsOverBudget.providerId} = ${providerId})`;

export async function markSignalled(db: Database, id: EmailId): Promise<void> {
  await mark(db, { id, at: new Date() });
}

const mark = prepared<{ id: EmailId; at: Date }, never>(
  'mark_signalled',
  sql`update inbound_emails set signalled_at = ${sql.placeholder('at')}::timestamptz where id = ${sql.placeholder('id')}::text`,
);

export async function quarantineEmail(
  db: Queryable,
  id: EmailId,
  quarantine: QuarantineReason,
): Promise<void> {
  await db.update(inboundEmails).set({ quarantine }).where(eq(inboundEmails.id, id));
}
