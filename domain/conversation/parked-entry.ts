import type { ConversationId, ParkedId } from '../ids.ts';
import type { Author } from '../message.ts';
import type { Unit } from './unit.ts';

/** What an admin wants to become of a parked entry. */
export interface ParkedDecision {
  parkedId: ParkedId;
  does: 'retry' | 'skip';
  /** Of an edited entry: its words. */
  text?: string | undefined;
}

/** `retrying` until it is recorded, or refused again and waiting again. */
export type ParkedState = 'waiting' | 'retrying' | 'recorded' | 'skipped';

/** A parked entry as admins see it. */
export interface ParkedEntry {
  id: ParkedId;
  conversationId: ConversationId;
  kind: Unit['kind'];
  /** Who said or did it; null when nobody did. */
  author: Author['by'] | null;
  /** Its words, which can be edited; null when it has none. */
  text: string | null;
  /** Why it was refused. */
  error: string;
  /** ISO 8601. */
  at: string;
}

/** Who said it, and what. Words that lie in a stored mail are not this entry's to edit. */
export function wordsOfUnit(unit: Unit): Pick<ParkedEntry, 'author' | 'text'> {
  if (unit.kind === 'refusedAgentMail') return { author: 'agent', text: unit.mail.text };
  if (unit.kind !== 'entry') return { author: null, text: null };
  const { author, event, emailId, text } = unit.entry;
  return { author: author.by, text: event || emailId ? null : text };
}

/** The unit with an admin's words instead of its own. */
export function edited(unit: Unit, text: string | null): Unit {
  if (text === null) return unit;
  if (unit.kind === 'entry') return { ...unit, entry: { ...unit.entry, text } };
  return unit.kind === 'refusedAgentMail' ? { ...unit, mail: { ...unit.mail, text } } : unit;
}
