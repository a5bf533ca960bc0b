import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseAddresses, type SentMail } from './mail.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** Postmark's sending request (https://postmarkapp.com/developer/api/email-api). */
const request = z.object({
  From: text,
  To: text,
  Cc: text,
  Bcc: text,
  ReplyTo: text,
  Subject: text,
  TextBody: text,
  HtmlBody: text,
  Tag: text,
  MessageStream: text,
  Metadata: z.record(z.string(), z.string()).nullish(),
  Attachments: z
    .array(z.object({ Name: z.string(), Content: z.string(), ContentType: text, ContentID: text }))
    .nullish(),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).nullish(),
});

export interface Refused {
  ErrorCode: number;
  Message: string;
}

const MAX_RECIPIENTS = 50;
const ADDRESS = /^[^\s@<>,]+@[^\s@<>,]+$/;
/** https://postmarkapp.com/developer/user-guide/send-email-with-api/send-a-single-email: 10 MB with everything, encoded. */
const MAX_ENCODED = 10_000_000;
const FORBIDDEN =
  /\.(vbs|exe|bin|bat|chm|com|cpl|crt|hlp|hta|inf|ins|isp|jse|lnk|mdb|pcd|pif|reg|scr|sct|shs|vbe|vba|wsf|wsh|wsl|msc|msi|msp|mst)$/i;

const refused = (ErrorCode: number, Message: string): Refused => ({ ErrorCode, Message });

/** The mail as accepted, or Postmark's own error. */
export function readMail(body: unknown): SentMail | Refused {
  const parsed = request.safeParse(body);
  if (!parsed.success)
    return refused(402, 'Received invalid JSON input. Check that the fields have the right types.');
  return refusalOf(parsed.data) ?? toSentMail(parsed.data);
}

function refusalOf(mail: z.output<typeof request>): Refused | null {
  const recipients = [mail.To, mail.Cc, mail.Bcc].flatMap(parseAddresses);
  const [from] = parseAddresses(mail.From);
  if (!from || !ADDRESS.test(from.email))
    return refused(300, `Error parsing 'From': Illegal email address '${mail.From}'.`);
  if (!mail.To.trim()) return refused(300, 'Zero recipients specified');
  const illegal = recipients.find((recipient) => !ADDRESS.test(recipient.email));
  if (illegal) return refused(300, `Error parsing 'To': Illegal email address '${illegal.email}'.`);
  if (recipients.length > MAX_RECIPIENTS)
    return refused(300, `Too many recipients: at most ${MAX_RECIPIENTS}.`);
  if (!mail.TextBody && !mail.HtmlBody)
    return refused(300, 'Provide either email TextBody or HtmlBody or both.');
  const files = refusalOfFiles(mail.Attachments ?? []);
  if (files) return files;
  const inactive = inactiveAmong(recipients);
  if (inactive.length < recipients.length) return null;
  const words = 'You tried to send to recipient(s) that have been marked as inactive.';
  return refused(
    406,
    `${words} Found inactive addresses: ${inactive.join(', ')}. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.`,
  );
}

/** Addresses that this provider has stopped: whoever is called so. */
function inactiveAmong(recipients: { email: string }[]): string[] {
  return recipients.map(({ email }) => email).filter((email) => /^inactive\b/i.test(email));
}

/** Postmark's words for an accepted mail: as long as anybody gets it, it is no error. */
export function acceptance({ to, cc, bcc }: Pick<SentMail, 'to' | 'cc' | 'bcc'>): string {
  const inactive = inactiveAmong([to, cc, bcc].flatMap(parseAddresses));
  if (inactive.length === 0) return 'OK';
  return `Message OK, but will not deliver to these inactive addresses: ${inactive.join(', ')}. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.`;
}

function refusalOfFiles(files: { Name: string; Content: string }[]): Refused | null {
  const forbidden = files.find(({ Name }) => FORBIDDEN.test(Name));
  if (forbidden) return refused(411, `Forbidden file extension: '${forbidden.Name}'.`);
  const encoded = files.reduce((sum, { Content }) => sum + Content.length, 0);
  return encoded > MAX_ENCODED ? refused(300, 'The message is larger than 10 MB.') : null;
}

function toSentMail(mail: z.output<typeof request>): SentMail {
  const id = randomUUID();
  const given = mail.Headers ?? [];
  const keeps = given.some(({ Name, Value }) => /^x-pm-keepid$/i.test(Name) && /^true$/i.test(Value));
  const headers = given.filter(
    ({ Name }) => !/^x-pm-keepid$/i.test(Name) && (keeps || !/^message-id$/i.test(Name)),
  );
  if (!headers.some(({ Name }) => /^message-id$/i.test(Name))) {
    headers.unshift({ Name: 'Message-ID', Value: `<${id}@mtasv.net>` });
  }
  return {
    id,
    at: new Date().toISOString(),
    from: mail.From,
    to: mail.To,
    cc: mail.Cc,
    bcc: mail.Bcc,
    replyTo: mail.ReplyTo,
    subject: mail.Subject,
    text: mail.TextBody,
    html: mail.HtmlBody,
    tag: mail.Tag,
    stream: mail.MessageStream || 'outbound',
    metadata: mail.Metadata ?? {},
    headers,
    attachments: mail.Attachments ?? [],
  };
}
