import { storeAttachments, type NewAttachment } from '../../../db/files/attachments.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { newId, type AttachmentId, type ProjectId } from '../../../domain/ids.ts';

/** A file as an agent uploads it, in pieces. */
export async function uploadedFile(
  db: Queryable,
  { pieces = ['bytes'], ...file }: { projectId: ProjectId; pieces?: string[] } & Partial<NewAttachment>,
): Promise<AttachmentId> {
  const id = file.id ?? newId('att');
  const size = pieces.join('').length;
  const row = { name: 'guide.pdf', contentType: 'application/pdf', size, sha256: id, ...file, id };
  await storeAttachments(db, [{ file: row, pieces: pieces.map((piece) => Buffer.from(piece)) }]);
  return id;
}
