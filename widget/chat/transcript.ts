import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { VisitorMessage } from '../../domain/message.ts';

/** What others said after a sequence number. */
export function unreadSince(messages: VisitorMessage[], seq: number): VisitorMessage[] {
  return messages.filter(
    (message) => message.seq > seq && message.author.by !== 'customer' && !message.event,
  );
}

export const idsOf = (messages: readonly { id: MessageId }[]): ReadonlySet<MessageId> =>
  new Set(messages.map(({ id }) => id));

/** How far a conversation was read, as the browser remembers it. */
export function seenOf(kept: unknown, conversationId: ConversationId): number {
  const seen = (kept ?? {}) as { conversationId?: unknown; seq?: unknown };
  return seen.conversationId === conversationId && typeof seen.seq === 'number' ? seen.seq : 0;
}
