import type { MessageId } from '../../../domain/ids.ts';
import type { ConversationDetail } from '../../../domain/inbox/views.ts';
import type { Message } from '../../../domain/message.ts';

/** Under which reply it says that the customer has seen it: all before it are seen as well. */
export function seenReply(
  messages: readonly Message[],
  read: ConversationDetail['customerRead'],
): { id: MessageId; at: string } | null {
  const reply = messages.findLast(
    ({ kind, author, seq }) => kind === 'message' && author.by === 'agent' && seq <= (read?.seq ?? 0),
  );
  return reply && read ? { id: reply.id, at: read.at } : null;
}
