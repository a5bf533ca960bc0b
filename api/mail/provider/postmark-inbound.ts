import { z } from 'zod';
import type { Person } from '../../../domain/person.ts';
import { reportedActions } from '../../../domain/mail/bounce-report.ts';
import { addressesOf, firstHeader, type InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { messageIdsOf } from '../../../domain/mail/address/mail-message-id.ts';
import { authorIn, parsePeople } from '../../../domain/mail/address/parse-people.ts';
import { ownMessageIdsIn } from '../../../domain/mail/judging/bounced-mail.ts';
import { decodedEscapes, decodedHtmlEscapes, decodedLine } from './decoded-text.ts';
import { plainText } from '../reading/read-mail.ts';
import { reportTexts } from './report-texts.ts';
import { foldAddress, isAddress } from '../../../domain/mail/address/mail-address.ts';
import { shorten } from '../../../domain/text/shorten.ts';
import { MAX_NAME } from '../../../domain/limits.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? []);
const person = z.object({ Email: text, Name: text, MailboxHash: text });

/**
 * Postmark's inbound JSON (https://postmarkapp.com/developer/webhooks/inbound-webhook). Fields it adds are ignored and
 * empty ones may be missing or null: only the id of the mail must be there.
 */
export const postmarkInbound = z.object({
  MessageID: z.string().min(1).max(200),
  MessageStream: text,
  FromFull: person.nullish(),
  FromName: text,
  From: text,
  ToFull: list(person),
  To: text,
  CcFull: list(person),
  Cc: text,
  BccFull: list(person),
  Bcc: text,
  OriginalRecipient: text,
  MailboxHash: text,
  ReplyTo: text,
  Subject: text,
  Date: text,
  Tag: text,
  TextBody: text,
  HtmlBody: text,
  StrippedTextReply: text,
  RawEmail: text,
  Headers: list(z.object({ Name: text, Value: text })),
  Attachments: list(
    z.object({
      Name: text,
      Content: text,
      ContentType: text,
      ContentLength: z.number().nullish(),
      ContentID: text,
      /** The dashboard's "Check" button calls the content so. */
      Data: z.string().optional(),
    }),
  ),
});

export type PostmarkInbound = z.output<typeof postmarkInbound>;

/** @param report what an attached report says, as text: it may name mails of ours. */
export function toInboundMail(json: PostmarkInbound, report: string[] = reportTexts(json)): InboundMail {
  const headers = json.Headers.map(({ Name, Value }) => ({ name: Name, value: Value }));
  const addresses = (full: { Email: string }[], plain: string) =>
    full.length > 0 ? full.map((each) => each.Email) : addressesOf(plain);
  return {
    providerId: json.MessageID,
    messageId: messageIdsOf(firstHeader({ headers }, 'Message-ID') ?? '')[0]?.slice(0, 998) ?? null,
    from: senderOf(json),
    to: addresses(json.ToFull, json.To),
    cc: addresses(json.CcFull, json.Cc),
    bcc: addresses(json.BccFull, json.Bcc),
    recipients: [...people(json.ToFull, json.To), ...people(json.CcFull, json.Cc)].slice(0, MAX_RECIPIENTS),
    originalRecipient: json.OriginalRecipient,
    mailboxHash: json.MailboxHash,
    subject: decodedLine(json.Subject),
    replyTo: json.ReplyTo,
    date: json.Date,
    text: textOf(json),
    html: decodedHtmlEscapes(json.HtmlBody),
    raw: json.RawEmail,
    headers,
    attachmentTypes: json.Attachments.map((each) => each.ContentType),
    bouncedIds: ownMessageIdsIn(report),
    reported: reportedActions(report),
    contentType: firstHeader({ headers }, 'Content-Type') ?? contentTypeOf(json.RawEmail),
  };
}

/** A mail that is HTML alone says its words there. */
const textOf = ({ TextBody, HtmlBody }: PostmarkInbound) =>
  plainText({ text: decodedEscapes(TextBody), html: decodedHtmlEscapes(HtmlBody) });

/** Postmark lifts the mail's own Content-Type out of Headers; it stands in the raw mail only, where that is switched on. */
function contentTypeOf(raw: string): string {
  const head = raw.slice(0, MAX_HEAD).split(/\r?\n\r?\n/, 1)[0] ?? '';
  return (
    /^content-type:[ \t]*([^\r\n]{0,500}(?:\r?\n[ \t][^\r\n]{0,500}){0,5})/im
      .exec(head)?.[1]
      ?.replace(/\s+/g, ' ') ?? ''
  );
}

/** A mail's headers hardly ever take more. In characters. */
const MAX_HEAD = 64_000;
/** More than a person would copy in; whoever stands behind them is in the raw mail. */
const MAX_RECIPIENTS = 50;

/** The only author, or null: with two in From nobody could say who speaks (RFC 5322, 3.6.2, wants a Sender then). */
function senderOf(json: PostmarkInbound): InboundMail['from'] {
  const stated = json.From.includes('<') ? authorIn(json.From) : null;
  const author = authorIn(json.FromFull?.Email || json.From);
  // Whoever parsed it before us may have joined the parts of a broken one.
  if (!author || (stated && !personOf(stated))) return null;
  return personOf({ email: author.email, name: json.FromFull?.Name || json.FromName || author.name });
}

function people(full: { Email: string; Name: string }[], plain: string): Person[] {
  const written =
    full.length > 0 ? full.map(({ Email, Name }) => ({ email: Email, name: Name })) : parsePeople(plain);
  return written.slice(0, MAX_RECIPIENTS).flatMap((person) => personOf(person) ?? []);
}

function personOf(written: Person): Person | null {
  const email = foldAddress(written.email);
  if (!isAddress(email)) return null;
  const name = decodedLine(written.name.slice(0, 4 * MAX_NAME))
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  // An address in the place of a name says nothing more, and somebody else's would be believed.
  return { email, name: isAddress(foldAddress(name)) ? '' : shorten(name, MAX_NAME) };
}
