import type { Person } from '../../../person.ts';
import type { InboundMail } from '../../inbound-mail.ts';
import { foldAddress } from '../../address/mail-address.ts';

/** Between whom a mail goes: the strongest evidence of what in it is quoted, in any language. */
export interface MailParties {
  /** Addresses that mail of ours leaves from and arrives at, folded. */
  ours: readonly string[];
  /** Names we write under. */
  ourNames: readonly string[];
  /** Who wrote the mail; null when nobody knows. */
  customer: Person | null;
  /** What we wrote in the mails that this one may answer. */
  sent: readonly string[];
}

export const UNKNOWN_PARTIES: MailParties = { ours: [], ourNames: [], customer: null, sent: [] };

type Envelope = Pick<InboundMail, 'from' | 'to' | 'recipients' | 'originalRecipient'>;

/**
 * What the mail itself says of its parties: whom it was sent to are we.
 * @param known what whoever received it knows besides.
 */
export function partiesOf(mail: Envelope, known: Partial<MailParties> = {}): MailParties {
  const ours = [mail.originalRecipient, ...mail.to, ...(known.ours ?? [])].map(foldAddress).filter(Boolean);
  const named = mail.recipients.filter(({ email }) => ours.includes(email)).map(({ name }) => name);
  return {
    ours: [...new Set(ours)].slice(0, MAX_OURS),
    ourNames: [...new Set([...named, ...(known.ourNames ?? [])])].filter(isName),
    customer: mail.from,
    sent: known.sent ?? [],
  };
}

/** A mail to hundreds is no answer to one of ours. */
const MAX_OURS = 50;
/** Shorter ones stand in other words. */
const MIN_NAME = 3;
const isName = (name: string) => name.length >= MIN_NAME && !name.includes('@');

/** In a mail's line nobody names more. */
const MAX_ADDRESSES = 20;
const ADDRESSES = /[^\s@<>[\]()"',;:]{1,64}@[^\s@<>[\]()"',;:]{1,255}/g;

/** The addresses in a text, folded, in their order. */
export function addressesIn(text: string): string[] {
  if (!text.includes('@')) return [];
  return (text.match(ADDRESSES) ?? []).slice(0, MAX_ADDRESSES).map(foldAddress);
}

/** Whether an address is ours, whatever stands behind its plus. */
export function isOurs(address: string, { ours }: MailParties): boolean {
  const bare = withoutTag(address);
  return ours.some((own) => own === address || withoutTag(own) === bare);
}

const withoutTag = (address: string) => address.replace(/\+[^@]{0,64}@/, '@');

export const namesUs = (text: string, parties: MailParties) =>
  addressesIn(text).some((address) => isOurs(address, parties));

/** Whether a text contains the customer's address or name. */
export function namesCustomer(text: string, { customer }: MailParties): boolean {
  if (!customer) return false;
  return (
    addressesIn(text).includes(customer.email) || (isName(customer.name) && contains(text, customer.name))
  );
}

export function holdsFirstName(text: string, { customer }: MailParties): boolean {
  const [first = ''] = (customer?.name ?? '').split(/\s+/, 1);
  return isName(first) && contains(text, first);
}

export const holdsOurName = (text: string, { ourNames }: MailParties) =>
  ourNames.some((name) => contains(text, name));

const contains = (text: string, name: string) => text.toLowerCase().includes(name.toLowerCase());
