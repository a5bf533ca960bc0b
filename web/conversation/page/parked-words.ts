import type { ParkedEntry } from '../../../domain/conversation/parked-entry.ts';

const WHO: Record<NonNullable<ParkedEntry['author']>, string> = {
  customer: 'The customer',
  agent: 'An agent',
  assistant: 'The assistant',
  system: 'The system',
  other: 'Somebody else',
};

const WHAT: Record<ParkedEntry['kind'], string> = {
  entry: 'an entry of this conversation',
  arrival: 'messages of another conversation',
  deliveryEvent: 'what became of a mail',
  requestedDelivery: 'a mail to be made',
  refusedAgentMail: 'an answer that goes back to its writer',
  notice: 'word for another conversation',
  standing: 'where this conversation stands',
};

/** What a parked entry is, in a line. */
export function parkedWords({ author, kind, text }: ParkedEntry): string {
  if (author && text !== null) return `${WHO[author]} wrote:`;
  const what = WHAT[kind];
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
}
