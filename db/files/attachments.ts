import { and, asc, eq, inArray, isNull, lt, not, or, sql, type SQL } from 'drizzle-orm';
import type { Attachment } from '../../domain/attachment.ts';
import type { AttachmentId, ConversationId, EmailId, MessageId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { stepMissing, type Bearer } from '../sign-in/admission.ts';
import {
  attachmentPieces,
  attachments,
  conversations,
  memberships,
  messages,
  savedReplies,
} from '../schema/schema.ts';
import { firstSaid } from '../schema/shown-here.ts';

export type StoredAttachment = typeof attachments.$inferSelect;
export type NewAttachment = typeof attachments.$inferInsert;

/** A file that was uploaded and never sent is forgotten after this many milliseconds. */
const KEPT_UNSENT_MS = 7 * 24 * 60 * 60_000;

/** The files of messages, by the message or mail they came with, in their order. */
export async function listAttachments(
  db: Queryable,
  of: { messageIds: MessageId[]; emailIds: EmailId[] },
): Promise<Map<MessageId | EmailId, Attachment[]>> {
  const found = new Map<MessageId | EmailId, Attachment[]>();
  if (of.messageIds.length === 0) return found;
  const rows = await db
    .select()
    .from(attachments)
    .where(or(inArray(attachments.messageId, of.messageIds), inArray(attachments.emailId, of.emailIds)))
    .orderBy(asc(attachments.position));
  for (const row of rows) {
    const key = row.messageId ?? row.emailId;
    if (key) found.set(key, [...(found.get(key) ?? []), toAttachment(row)]);
  }
  return found;
}

/** Uploaded files by their ids, such as a held reply's; those that are gone are left out. */
export async function filesById(db: Queryable, ids: AttachmentId[]): Promise<Map<AttachmentId, Attachment>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select().from(attachments).where(inArray(attachments.id, ids));
  return new Map(rows.map((row) => [row.id, toAttachment(row)]));
}

export function toAttachment({ id, name, contentType, size, inline }: StoredAttachment): Attachment {
  return { id, name, contentType, size, inline };
}

/** The files that a mail's HTML may show in place. */
export async function listInlineFiles(db: Queryable, emailId: EmailId): Promise<StoredAttachment[]> {
  return db
    .select()
    .from(attachments)
    .where(eq(attachments.emailId, emailId))
    .orderBy(asc(attachments.position));
}

export async function findAttachment(db: Queryable, id: AttachmentId): Promise<StoredAttachment | null> {
  const [row] = await db.select().from(attachments).where(eq(attachments.id, id));
  return row ?? null;
}

/** The file, when the agent is on the team of its project, and it is not of a saved reply that somebody keeps to themselves. */
export async function findAttachmentForAgent(
  db: Queryable,
  { id, ...who }: Bearer & { id: AttachmentId },
): Promise<StoredAttachment | null> {
  const [row] = await db
    .select({ attachment: attachments })
    .from(attachments)
    .innerJoin(memberships, eq(memberships.projectId, attachments.projectId))
    .leftJoin(savedReplies, eq(savedReplies.id, attachments.savedReplyId))
    .where(
      and(
        eq(attachments.id, id),
        eq(memberships.agentId, who.agentId),
        not(stepMissing(who)),
        or(isNull(savedReplies.ownerId), eq(savedReplies.ownerId, who.agentId)),
      ),
    );
  return row?.attachment ?? null;
}

/** Uploaded for this conversation and free, or already taken by this very message: then the command is a repetition. */
export async function areAttachable(
  db: Queryable,
  wanted: { ids: AttachmentId[]; conversationId: ConversationId; messageId: MessageId },
): Promise<boolean> {
  const { ids, conversationId, messageId } = wanted;
  const rows = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        inArray(attachments.id, ids),
        eq(attachments.conversationId, conversationId),
        isNull(attachments.emailId),
        or(isNull(attachments.messageId), eq(attachments.messageId, messageId)),
      ),
    );
  return rows.length === ids.length;
}

/** Gives uploaded files to the message that takes them with it. A file that another message took meanwhile stays there. */
export async function attachToMessage(
  tx: Queryable,
  to: { ids: AttachmentId[]; conversationId: ConversationId; messageId: MessageId },
): Promise<void> {
  for (const [position, id] of to.ids.entries()) {
    await tx
      .update(attachments)
      .set({ messageId: to.messageId, position })
      .where(
        and(
          eq(attachments.id, id),
          eq(attachments.conversationId, to.conversationId),
          isNull(attachments.messageId),
        ),
      );
  }
}

/** The files of messages, in order. */
export async function attachedFiles(
  tx: Queryable,
  messageIds: MessageId[],
): Promise<Pick<StoredAttachment, 'id' | 'name' | 'contentType' | 'messageId'>[]> {
  const { id, name, contentType, messageId } = attachments;
  return tx
    .select({ id, name, contentType, messageId })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(inArray(attachments.messageId, messageIds))
    .orderBy(asc(messages.seq), asc(attachments.position));
}

/** The row of a file whose message a visitor may read, apart from whose message it is. */
export async function findAttachedMessage(
  db: Queryable,
  wanted: { id: AttachmentId; conversationId: ConversationId },
): Promise<(StoredAttachment & { message: typeof messages.$inferSelect }) | null> {
  const [row] = await db
    .select({ attachment: attachments, message: messages })
    .from(attachments)
    .innerJoin(messages, or(eq(firstSaid, attachments.messageId), eq(messages.emailId, attachments.emailId)))
    .where(
      and(
        eq(attachments.id, wanted.id),
        eq(messages.conversationId, wanted.conversationId),
        eq(messages.forVisitor, true),
        eq(messages.withdrawn, false),
      ),
    );
  return row ? { ...row.attachment, message: row.message } : null;
}

/** Bytes of one statement: many small files go in few of them, a large file in many, so that none is ever whole in memory. */
const STATEMENT_BYTES = 200_000;

/** Keeps files: their rows first, then their bytes. As base64 these cost the driver half of what its own form does. */
export async function storeAttachments(
  tx: Queryable,
  files: { file: NewAttachment; pieces: Iterable<Buffer> }[],
): Promise<void> {
  if (files.length > 0) await tx.insert(attachments).values(files.map(({ file }) => file));
  for (const rows of batchesOf(piecesOf(files))) await tx.insert(attachmentPieces).values(rows);
}

type PieceRow = Omit<typeof attachmentPieces.$inferInsert, 'bytes'> & { bytes: SQL; size: number };

function* piecesOf(files: { file: NewAttachment; pieces: Iterable<Buffer> }[]): Generator<PieceRow> {
  for (const { file, pieces } of files) {
    let position = 0;
    for (const piece of pieces) {
      const bytes = sql`decode(${piece.toString('base64')}, 'base64')`;
      yield { attachmentId: file.id, position: position++, bytes, size: piece.length };
    }
  }
}

function* batchesOf(rows: Iterable<PieceRow>): Generator<PieceRow[]> {
  let batch: PieceRow[] = [];
  let size = 0;
  for (const row of rows) {
    if (batch.length > 0 && size + row.size > STATEMENT_BYTES) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(row);
    size += row.size;
  }
  if (batch.length > 0) yield batch;
}

/** A file's bytes, piece by piece: one of them in memory at a time. */
export async function* readPieces(db: Queryable, id: AttachmentId): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const [row] = await db
      .select({ bytes: attachmentPieces.bytes })
      .from(attachmentPieces)
      .where(and(eq(attachmentPieces.attachmentId, id), eq(attachmentPieces.position, position)));
    if (!row) return;
    yield row.bytes;
  }
}

/** It belongs to a reply that leaves later. */
const waitsToLeave = sql`exists (
  select 1 from ${conversations}, jsonb_array_elements(${conversations.outgoing}->'held') as reply
  where ${conversations.id} = ${attachments.conversationId} and reply->'attachments' @> to_jsonb(${attachments.id}))`;

export async function forgetUnsentFiles(db: Queryable, now: Date): Promise<void> {
  await db
    .delete(attachments)
    .where(
      and(
        isNull(attachments.messageId),
        isNull(attachments.emailId),
        isNull(attachments.savedReplyId),
        lt(attachments.createdAt, new Date(now.getTime() - KEPT_UNSENT_MS)),
        not(waitsToLeave),
      ),
    );
}
