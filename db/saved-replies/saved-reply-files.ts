import { and, asc, eq, inArray, isNull, not, or, sql } from 'drizzle-orm';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentId, ConversationId, ProjectId, SavedReplyId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { toAttachment } from '../files/attachments.ts';
import { attachmentPieces, attachments } from '../schema/schema.ts';

/** The files of saved replies, in their order. */
export async function savedReplyFiles(
  db: Queryable,
  ids: SavedReplyId[],
): Promise<Map<SavedReplyId, Attachment[]>> {
  const found = new Map<SavedReplyId, Attachment[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .select()
    .from(attachments)
    .where(inArray(attachments.savedReplyId, ids))
    .orderBy(asc(attachments.position));
  for (const row of rows) {
    if (row.savedReplyId)
      found.set(row.savedReplyId, [...(found.get(row.savedReplyId) ?? []), toAttachment(row)]);
  }
  return found;
}

/** Of the project, and free or this saved reply's own: what belongs to a conversation or a mail stays there. */
const usableBy = ({ id, projectId }: { id: SavedReplyId; projectId: ProjectId }) =>
  and(
    eq(attachments.projectId, projectId),
    isNull(attachments.conversationId),
    isNull(attachments.emailId),
    or(isNull(attachments.savedReplyId), eq(attachments.savedReplyId, id)),
  );

/** The files by their ids, in that order; null when one of them cannot be this saved reply's. */
export async function findUsableFiles(
  db: Queryable,
  { files, ...reply }: { id: SavedReplyId; projectId: ProjectId; files: AttachmentId[] },
): Promise<Attachment[] | null> {
  if (files.length === 0) return [];
  const rows = await db
    .select()
    .from(attachments)
    .where(and(inArray(attachments.id, files), usableBy(reply)));
  const byId = new Map(rows.map((row) => [row.id, toAttachment(row)]));
  const found = files.flatMap((id) => byId.get(id) ?? []);
  return found.length === files.length ? found : null;
}

/** Gives the saved reply these files and no others; those that it had besides are forgotten. */
export async function setSavedReplyFiles(
  tx: Queryable,
  { files, ...reply }: { id: SavedReplyId; projectId: ProjectId; files: AttachmentId[] },
): Promise<void> {
  const others = files.length > 0 ? not(inArray(attachments.id, files)) : undefined;
  await tx.delete(attachments).where(and(eq(attachments.savedReplyId, reply.id), others));
  for (const [position, id] of files.entries()) {
    await tx
      .update(attachments)
      .set({ savedReplyId: reply.id, position })
      .where(and(eq(attachments.id, id), usableBy(reply)));
  }
}

/** Bytes of the files of all of a project's saved replies but one. */
export async function savedBytesBeside(
  db: Queryable,
  { id, projectId }: { id: SavedReplyId; projectId: ProjectId },
): Promise<number> {
  const [row] = await db
    .select({ bytes: sql<number>`coalesce(sum(${attachments.size}), 0)::float8` })
    .from(attachments)
    .where(
      and(
        eq(attachments.projectId, projectId),
        sql`${attachments.savedReplyId} is not null`,
        sql`${attachments.savedReplyId} <> ${id}`,
      ),
    );
  return row?.bytes ?? 0;
}

interface Copying {
  id: SavedReplyId;
  projectId: ProjectId;
  conversationId: ConversationId;
  /** A saved file, and the id that its copy gets. */
  files: { from: AttachmentId; to: AttachmentId }[];
}

/** Copies of a saved reply's files, as if they were uploaded for the conversation. The same ids again are the same copies. */
export async function copySavedFiles(tx: Queryable, copying: Copying): Promise<Attachment[]> {
  const copies: Attachment[] = [];
  for (const { from, to } of copying.files) {
    const [file] = await tx
      .select()
      .from(attachments)
      .where(and(eq(attachments.id, from), eq(attachments.savedReplyId, copying.id)));
    if (!file) continue;
    const { projectId, conversationId } = copying;
    const { name, contentType, size, sha256 } = file;
    const copied = await tx
      .insert(attachments)
      .values({ id: to, projectId, conversationId, name, contentType, size, sha256 })
      .onConflictDoNothing()
      .returning({ id: attachments.id });
    if (copied.length > 0) await copyPieces(tx, { from, to });
    const [copy] = await tx
      .select()
      .from(attachments)
      .where(and(eq(attachments.id, to), eq(attachments.conversationId, conversationId)));
    if (copy?.sha256 === sha256) copies.push(toAttachment(copy));
  }
  return copies;
}

const copyPieces = (tx: Queryable, { from, to }: { from: AttachmentId; to: AttachmentId }) =>
  tx.execute(
    sql`insert into ${attachmentPieces} (attachment_id, position, bytes)
      select ${to}, position, bytes from ${attachmentPieces} where attachment_id = ${from}`,
  );
