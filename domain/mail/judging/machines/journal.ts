import { firstHeader, type InboundMail } from '../../inbound-mail.ts';

const MAX_TEXT = 8_000;
const MIN_FIELDS = 3;
const FIELD = /^[^:：@<>]{1,40}[:：](?:\s|$)/u;
/** A recipient on a line of its own, below its label. */
const ADDRESSES = /^(?:[^\s@]+@[^\s@]+[,;]?\s*){1,20}$/;
const MESSAGE_ID = /^[^:：@<>]{1,40}[:：]\s*<[^\s<>@]+@[^\s<>@]+>$/u;

/**
 * Whether an archive got a copy: an envelope report says in fields whose mail it was, and the mail itself is attached. Known
 * by its headers, or by its form, in any language: nothing but fields, one of which is a Message-ID.
 */
export function isJournal(mail: InboundMail): boolean {
  if (mail.headers.some(({ name }) => /^x-[\w-]*journal/i.test(name))) return true;
  if (/^\s*exjournal/i.test(firstHeader(mail, 'Content-Identifier') ?? '')) return true;
  return mail.attachmentTypes.some((type) => /^message\/rfc822/i.test(type)) && isEnvelope(mail.text);
}

function isEnvelope(text: string): boolean {
  if (text.length > MAX_TEXT) return false;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const fields = lines.filter((line) => FIELD.test(line));
  const others = lines.filter((line) => !FIELD.test(line));
  return (
    fields.length >= MIN_FIELDS &&
    fields.some((line) => MESSAGE_ID.test(line)) &&
    /[:：]\s*\S/u.test(lines[0] ?? '') &&
    others.every((line) => ADDRESSES.test(line))
  );
}
