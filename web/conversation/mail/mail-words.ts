import type { Person } from '../../../domain/person.ts';
import type { MessageMail } from '../../../domain/message.ts';

/** A transcript names a few; the mail itself has them all. */
const MAX_NAMED = 4;

export function copiedWords(people: Person[]): string {
  const named = people.slice(0, MAX_NAMED).map(personWords);
  const others = people.length - named.length;
  return others > 0 ? `${named.join(', ')} and ${others} more` : named.join(', ');
}

/** Who wrote a mail that is not the customer's. */
export function strangerWords({ from, wasInCopy }: Pick<MessageMail, 'from' | 'wasInCopy'>): string {
  const who = from.email || 'An unknown sender';
  return wasInCopy ? `${who} · was in copy, not the customer` : `${who} · not the customer`;
}

export function personWords({ name, email }: Person): string {
  return name ? `${name} (${email})` : email;
}
