import type { Models } from 'postmark';
import { findAttachment, readPieces } from '../../db/files/attachments.ts';
import { findDelivery } from '../../db/mail/outbound/deliveries.ts';
import type { Queryable } from '../../db/connection/database.ts';
import { pictureSource } from '../../domain/mail/writing/mail-pictures.ts';
import type { AttachmentId, DeliveryId } from '../../domain/ids.ts';

/** The files that a delivery's frozen envelope names, as the provider takes them. They never change, so every try sends the same bytes. */
export async function loadFiles(db: Queryable, id: DeliveryId): Promise<Models.Attachment[]> {
  const delivery = await findDelivery(db, id);
  const files: Models.Attachment[] = [];
  const { attachments = [], html = '' } = delivery?.envelope ?? {};
  for (const each of attachments) {
    const source = pictureSource(each);
    const isInPlace = html.includes(`"${source}"`);
    files.push({ ...(await loadFile(db, each)), ContentID: isInPlace ? source : null });
  }
  return files;
}

async function loadFile(db: Queryable, id: AttachmentId): Promise<Omit<Models.Attachment, 'ContentID'>> {
  const file = await findAttachment(db, id);
  if (!file) throw new Error('A file of this mail is gone.');
  const pieces: Buffer[] = [];
  for await (const piece of readPieces(db, id)) pieces.push(piece);
  return {
    Name: file.name,
    Content: Buffer.concat(pieces).toString('base64'),
    ContentType: file.contentType,
  };
}
