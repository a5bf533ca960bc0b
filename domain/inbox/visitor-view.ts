import type { Message, VisitorMessage } from '../message.ts';

/** What the visitor may see of a message, or null when it is not for them. */
export function toVisitorMessage(message: Message): VisitorMessage | null {
  if (message.place && (message.place.withdrawn || !message.place.forVisitor)) return null;
  const author = visibleAuthor(message);
  if (message.audience !== 'everyone' || !author) return null;
  const event = visibleEvent(message.event);
  if (message.kind === 'event' && !event) return null;
  const { id, seq, revision, channel, text, at } = message;
  const citations = message.citations.map(({ title, heading, url }) => ({
    title,
    heading,
    ...(url && { url }),
  }));
  const files = message.attachments.map(({ id, name, size }) => ({ id, name, size }));
  const helpful = message.answer?.votable && !event ? { helpful: message.answer.helpful } : {};
  return { id, seq, revision, channel, author, text, citations, files, event, ...helpful, at };
}

function visibleAuthor({ author, authorName }: Message): VisitorMessage['author'] | null {
  if (author.by === 'other') return null;
  if (author.by === 'agent') return { by: 'agent', name: authorName ?? '' };
  return { by: author.by };
}

function visibleEvent(event: Message['event']): VisitorMessage['event'] {
  switch (event?.kind) {
    case 'escalated':
      return { kind: event.kind, ...(event.summary && { summary: event.summary }) };
    case 'takenOver':
    case 'handedBack':
    case 'closed':
    case 'reopened':
      return { kind: event.kind };
    default:
      return null;
  }
}
