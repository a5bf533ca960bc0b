import type { Author, Channel, DeliveryState } from '../message.ts';

/** The provider has it: the mail really goes. */
const LEFT: DeliveryState[] = ['sent', 'delivered', 'complained'];

/**
 * Where a message was said. What the team or the assistant says in a chat is said there, and comes by email only once its
 * mail has left: a mail that waits, or that nobody got, is none.
 */
export function channelOf(message: {
  /** As it was recorded. */
  channel: Channel;
  author: Author;
  hasChat: boolean;
  mail: DeliveryState | null;
}): Channel {
  const { author, hasChat, mail } = message;
  if (author.by !== 'agent' && author.by !== 'assistant') return message.channel;
  if (hasChat) return mail && LEFT.includes(mail) ? 'email' : 'widget';
  return mail ? 'email' : message.channel;
}
