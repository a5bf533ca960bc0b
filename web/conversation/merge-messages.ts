import type { Message } from '../../domain/message.ts';

/** The transcript after news: each message once, in its newest revision, in the order it was said. */
export function mergeMessages(known: Message[], news: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of news) {
    const old = byId.get(message.id);
    if (!old || old.revision <= message.revision) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
