import {
  findUsableFiles,
  savedBytesBeside,
  setSavedReplyFiles,
} from '../../db/saved-replies/saved-reply-files.ts';
import type { Queryable } from '../../db/connection/database.ts';
import { Refusal } from '../../domain/errors.ts';
import { sizeInWords } from '../../domain/files/attachment.ts';
import { whyNotSendable } from '../../domain/files/sendable-files.ts';
import type { AttachmentId, ProjectId, SavedReplyId } from '../../domain/ids.ts';
import { MAX_SAVED_FILE_BYTES } from '../../domain/saved-replies/saved-reply.ts';

/** Gives a saved reply its files, as many and as large as one mail takes. @throws Refusal when it cannot have them. */
export async function takeSavedFiles(
  tx: Queryable,
  wanted: { id: SavedReplyId; projectId: ProjectId; files: AttachmentId[] },
): Promise<void> {
  const files = await findUsableFiles(tx, wanted);
  if (!files) throw new Refusal('not_found', 'A file of it is gone. Remove it, and attach it again.');
  const refused = whyNotSendable(files);
  if (refused) throw new Refusal('not_sendable', refused);
  const bytes = files.reduce((sum, { size }) => sum + size, await savedBytesBeside(tx, wanted));
  if (files.length > 0 && bytes > MAX_SAVED_FILE_BYTES)
    throw new Refusal(
      'too_large',
      `All saved replies together keep ${sizeInWords(MAX_SAVED_FILE_BYTES)} of files. Remove some, or write a link instead.`,
    );
  await setSavedReplyFiles(tx, wanted);
}
