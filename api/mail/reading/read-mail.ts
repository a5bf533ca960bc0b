import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { MailParties } from '../../../domain/mail/reading/lines/mail-parties.ts';
import { readLines, readText, type ReadReply } from '../../../domain/mail/reading/read-reply.ts';
import { htmlLines } from './html-lines.ts';

/** An HTML part that says less than this share of what the text part says is a stub or was damaged. */
const SAYS_AS_MUCH = 0.8;

/**
 * What the writer of a mail says, apart from quotes and signatures. From the HTML part where there is one, because mail
 * programs mark in it what they quote and wrap no lines.
 */
export function readMail(mail: Pick<InboundMail, 'text' | 'html'>, parties?: MailParties): ReadReply {
  if (!mail.html.trim()) return readText(mail.text, parties);
  const lines = htmlLines(mail.html);
  const inHtml = wordsIn(lines.map((line) => line.text).join('\n'));
  if (mail.text.trim() && inHtml < SAYS_AS_MUCH * wordsIn(mail.text)) return readText(mail.text, parties);
  return readLines(lines, parties);
}

/** Everything the mail says, quotes included: its text part, or its HTML without the marks. */
export function plainText({ text, html }: Pick<InboundMail, 'text' | 'html'>): string {
  if (text.trim() || !html.trim()) return text;
  return htmlLines(html)
    .map((line) => line.shown)
    .join('\n');
}

/** Enough to tell a stub from a mail. In characters. */
const MAX_COUNTED = 100_000;
/** Addresses of links stand in text parts only. */
const wordsIn = (text: string) =>
  (
    text
      .slice(0, MAX_COUNTED)
      .replace(/[<(]?(?:https?:\/\/|mailto:)[^\s>)]{0,2000}[>)]?/gi, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).length;
