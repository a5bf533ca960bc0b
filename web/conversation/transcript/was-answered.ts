import type { Message } from '../../../domain/message.ts';

/** Whether a message is a customer's question that the assistant answered before anybody else spoke. */
export function wasAnswered(messages: readonly Message[], message: Message): boolean {
  if (message.author.by !== 'customer' || message.kind !== 'message') return false;
  const next = messages.find((each) => each.kind === 'message' && each.seq > message.seq && !isSame(each));
  return next?.author.by === 'assistant';
}

/** Who writes two messages in a row asks with both. */
const isSame = ({ author }: Message) => author.by === 'customer';
