import { asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { newId, type ConversationId, type EmailId, type ProjectId } from '../../../domain/ids.ts';
import { storableJson } from '../../../domain/text/storable-text.ts';
import { storeAttachments, type NewAttachment } from '../../files/attachments.ts';
import type { Queryable } from '../../connection/database.ts';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';
import { conversations, inboundEmails } from '../../schema/schema.ts';

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

/** The mail and its files in one transaction: neither is there without the other. @returns undefined when it is known. */
async function insertWithFiles(
  db: Queryable,
  email: NewInboundEmail,
  files: ArrivedFile[],
): Promise<InboundEmail | undefined> {
  return db.transaction(async (tx) => {
    const mayRepeat = await findLikeness(tx, email);
    const [stored] = await tx
      .insert(inboundEmails)
      .values({ ...email, mayRepeat })
      .onConflictDoNothing()
      .returning();
    if (!stored) return undefined;
    const { id: emailId, projectId } = stored;
    await storeAttachments(
      tx,
      files.map(({ pieces, ...file }, position) => ({
        file: { ...file, id: newId('att'), projectId, emailId, position },
        pieces,
      })),
    );
    return stored;
  });
}

/** The newest mail that may be this one. Mails that resemble each other wait for one another, so that the later one is marked. */
async function findLikeness(tx: Queryable, { likeness }: NewInboundEmail): Promise<EmailId | null> {
  if (!likeness) return null;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${likeness}, 1))`);
  const [row] = await tx
    .select({ id: inboundEmails.id })
    .from(inboundEmails)
    .where(eq(inboundEmails.likeness, likeness))
    .orderBy(desc(inboundEmails.receivedAt))
    .limit(1);
  return row?.id ?? null;
}

export async function markSignalled(db: Queryable, id: EmailId): Promise<void> {
  await db.update(inboundEmails).set({ signalledAt: new Date() }).where(eq(inboundEmails.id, id));
}

export async function quarantineEmail(
  db: Queryable,
  id: EmailId,
  quarantine: QuarantineReason,
): Promise<void> {
  await db.update(inboundEmails).set({ quarantine }).where(eq(inboundEmails.id, id));
}

/** The project of each conversation that exists. */
export async function projectsOf(
  db: Queryable,
  ids: ConversationId[],
): Promise<Map<ConversationId, ProjectId>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: conversations.id, projectId: conversations.projectId })
    .from(conversations)
    .where(inArray(conversations.id, ids));
  return new Map(rows.map((row) => [row.id, row.projectId]));
}
