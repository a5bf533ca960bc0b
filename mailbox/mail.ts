/** A file of a mail, its bytes in base64, as Postmark carries it in both directions. */
export interface MailFile {
  Name: string;
  Content: string;
  ContentType: string;
  /** Empty unless the mail's HTML shows it in place. */
  ContentID: string;
}

/** A mail that the product sent and this provider accepted. */
export interface SentMail {
  /** The provider's id: a UUID. */
  id: string;
  at: string;
  from: string;
  to: string;
  cc: string;
  bcc: string;
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  tag: string;
  stream: string;
  metadata: Record<string, string>;
  headers: { Name: string; Value: string }[];
  attachments?: MailFile[];
}

/** What the product's webhook said, in words; `settled` when nothing more will be tried. */
export interface WebhookResult {
  settled: boolean;
  words: string;
  /** Answered 200. */
  taken?: boolean;
  /** Not where it was meant for: refused so far, or kept in quarantine. */
  attention?: boolean;
}

/** A mail that arrived: a customer's answer to one they got, or one that was sent to the inbound domain itself. */
export interface Answer {
  /** The provider's id of the inbound mail. */
  id: string;
  answers: string;
  at: string;
  from: string;
  to: string;
  text: string;
  /** Names of the files that went with it. */
  files?: string[];
  /** Nobody answered: the mail itself was sent to the inbound domain. */
  cameBack?: boolean;
  /** What the inbound webhook is told, complete. */
  payload: Record<string, unknown>;
  result: WebhookResult;
}

export function headerOf(mail: Pick<SentMail, 'headers'>, name: string): string {
  const wanted = name.toLowerCase();
  return mail.headers.find((header) => header.Name.toLowerCase() === wanted)?.Value ?? '';
}

/** An address with an optional name: `"Ana (Acme)" <support@acme.com>`. */
export function parseAddress(address: string): { email: string; name: string } {
  const open = address.lastIndexOf('<');
  if (open < 0) return { email: address.trim(), name: '' };
  const email = address
    .slice(open + 1)
    .replace('>', '')
    .trim();
  return { email, name: address.slice(0, open).trim().replace(/^"|"$/g, '') };
}

/** The addresses of a list, without breaking at a comma inside a quoted name. */
export function parseAddresses(list: string): { email: string; name: string }[] {
  return (list.match(/(?:"[^"]*"|[^,"])+/g) ?? []).filter((part) => part.trim()).map(parseAddress);
}
