import type { ConversationRow } from '../../domain/inbox/views.ts';

type Known = Pick<ConversationRow, 'customer' | 'id' | 'identity'> &
  Partial<Pick<ConversationRow, 'channel'>>;

/** What to call the customer: a name, what their site calls them, an address, or a visitor told apart by the end of the conversation's id. */
export function customerName({ customer, identity, id, channel }: Known): string {
  const somebody = channel === 'email' ? 'Unknown sender' : 'Visitor';
  return customer?.name || identity?.name || customer?.email || `${somebody} ${id.slice(-4)}`;
}

/** At most two letters for a small circle. */
export function initials(name: string): string {
  const words = name
    .replace(/@.*$/s, '')
    .split(/[\s._-]+/)
    .filter(Boolean);
  const [first = '?', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (first.charAt(0) + (last?.charAt(0) ?? '')).toUpperCase();
}
