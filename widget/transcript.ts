import type { MessageId } from '../domain/ids.ts';
import type { VisitorMessage } from '../domain/message.ts';

/** What is known and what is new, each message once, in the order of the conversation. */
export function mergeMessages(known: VisitorMessage[], news: VisitorMessage[]): VisitorMessage[] {
  const byId = new Map<MessageId, VisitorMessage>(known.map((message) => [message.id, message]));
  for (const message of news) {
    const before = byId.get(message.id);
    if (!before || before.revision <= message.revision) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** What others said after a sequence number. */
export function unreadSince(messages: VisitorMessage[], seq: number): VisitorMessage[] {
  return messages.filter(
    (message) => message.seq > seq && message.author.by !== 'customer' && !message.event,
  );
}

export const idsOf = (messages: readonly { id: MessageId }[]): ReadonlySet<MessageId> =>
  new Set(messages.map(({ id }) => id));
