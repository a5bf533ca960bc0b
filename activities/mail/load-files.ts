import type { Models } from 'postmark';
import { findAttachment, readPieces } from '../../db/files/attachments.ts';
import { findDelivery } from '../../db/mail/outbound/deliveries.ts';
import type { Queryable } from '../../db/connection/database.ts';
import type { AttachmentId, DeliveryId } from '../../domain/ids.ts';

/** The files that a delivery's frozen envelope names, as the provider takes them. They never change, so every try sends the same bytes. */
export async function loadFiles(db: Queryable, id: DeliveryId): Promise<Models.Attachment[]> {
  const delivery = await findDelivery(db, id);
  const files: Models.Attachment[] = [];
  for (const each of delivery?.envelope.attachments ?? []) files.push(await loadFile(db, each));
  return files;
}

async function loadFile(db: Queryable, id: AttachmentId): Promise<Models.Attachment> {
  const file = await findAttachment(db, id);
  if (!file) throw new Error('A file of this mail is gone.');
  const pieces: Buffer[] = [];
  for await (const piece of readPieces(db, id)) pieces.push(piece);
  return {
    Name: file.name,
    Content: Buffer.concat(pieces).toString('base64'),
    ContentType: file.contentType,
    ContentID: null,
  };
}
