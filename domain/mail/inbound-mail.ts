import type { Person } from '../person.ts';
import type { DeliveryAction } from './bounce-report.ts';
import { parsePeople } from './address/parse-people.ts';

interface MailHeader {
  name: string;
  value: string;
}

/** A mail as it arrived, parsed but not yet judged. Nothing in it is proven: every field is the sender's or a relay's word. */
export interface InboundMail {
  /** The provider's own id of this arrival. */
  providerId: string;
  /** The Message-ID header without angle brackets. */
  messageId: string | null;
  /** From, never Reply-To: who wrote is not where answers are wanted. */
  from: { email: string; name: string } | null;
  to: string[];
  cc: string[];
  bcc: string[];
  /** To and Cc with names, as far as anybody reads them. */
  recipients: Person[];
  originalRecipient: string;
  mailboxHash: string;
  subject: string;
  /** Where the mail wants its answers, as written. */
  replyTo: string;
  /** As its sender wrote it. */
  date: string;
  text: string;
  html: string;
  /** The mail as it travelled, when the provider includes it. */
  raw: string;
  headers: MailHeader[];
  attachmentTypes: string[];
  /** Our Message-IDs in what the mail returns: its text and its attached mails or headers. */
  bouncedIds?: string[];
  /** What a delivery report in it says of each recipient; absent or empty without one. */
  reported?: DeliveryAction[];
  /** The whole mail's Content-Type, where the provider sends the mail as it arrived; empty otherwise. */
  contentType: string;
}

/** Every value of a header, in the mail's order; names are compared without case (RFC 5322, 1.2.2). */
export function headerValues(mail: Pick<InboundMail, 'headers'>, name: string): string[] {
  const wanted = name.toLowerCase();
  return mail.headers.filter((header) => header.name.toLowerCase() === wanted).map((header) => header.value);
}

/** The first of its name: the provider puts its own above everything the sender wrote. */
export function firstHeader(mail: Pick<InboundMail, 'headers'>, name: string): string | null {
  return headerValues(mail, name)[0] ?? null;
}

/** The addresses of a header such as Delivered-To, with or without names, brackets and comments. */
export function addressesOf(value: string): string[] {
  return parsePeople(value).map(({ email }) => email);
}
