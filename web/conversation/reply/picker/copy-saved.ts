import type { Attachment } from '../../../../domain/attachment.ts';
import { newId, type ConversationId } from '../../../../domain/ids.ts';
import type { SavedReply } from '../../../../domain/saved-replies/saved-reply.ts';
import type { Client } from '../../../live/client.ts';
import { failureOf } from '../../../live/failure.ts';

/** A saved reply's files as files of a conversation, or why there are none, in words. */
export async function copySaved(
  client: Client,
  { reply, conversationId }: { reply: Pick<SavedReply, 'id' | 'files'>; conversationId: ConversationId },
): Promise<Attachment[] | string> {
  const files = reply.files.map(({ id }) => ({ from: id, to: newId('att') }));
  try {
    const copies = await client.savedReplies.copyFiles.mutate({
      ...{ conversationId, files },
      id: reply.id,
    });
    return copies.length === files.length ? copies : 'A file of this saved reply is gone.';
  } catch (error) {
    return failureOf(error).words;
  }
}
