import { splitAddress } from './reply-address.ts';
import { shorten } from './shorten.ts';

/** What a delivery status notification says (RFC 3464), as far as it concerns one mail. */
export interface BounceReport {
  /** The mail will not arrive. */
  permanent: boolean;
  /** The address itself takes no mail. */
  badAddress: boolean;
  /** Whom it did not reach, in lower case; null when it does not say. */
  recipient: string | null;
  /** The mail server's own words, or its code. */
  words: string;
}

/** Reports are short; what follows is the returned mail. */
const MAX_REPORT = 100_000;

/** RFC 3463, 3.2 and 3.3: no such mailbox, no such system, an address nobody could have, moved, a mailbox that is switched off. */
const BAD_ADDRESS = /^5\.(1\.(1|2|3|6|10)|2\.1)$/;

/** @param texts the notification's own text and its attached parts. */
export function readBounceReport(texts: string[]): BounceReport {
  const text = texts.join('\n').slice(0, MAX_REPORT);
  const status = statusOf(text);
  const recipient = field(text, '(?:original|final)-recipient')?.split(';').at(-1)?.trim().toLowerCase();
  const words = field(text, 'diagnostic-code')?.replace(/^[a-z0-9-]+;\s*/i, '') ?? status ?? '';
  return {
    permanent: status?.startsWith('5.') ?? false,
    badAddress: status !== null && BAD_ADDRESS.test(status),
    recipient: recipient && splitAddress(recipient).domain ? recipient.replace(/^<|>$/g, '') : null,
    words: shorten(words, 300),
  };
}

/** The report's Status field; without one, the code that a mail server said: `550 5.1.1` or, by qmail, `(#5.1.1)`. */
function statusOf(text: string): string | null {
  const stated = /^[ \t]*status:[ \t]*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1];
  if (stated) return stated;
  return /(?:\b[45]\d\d[ -]#?|\(#)([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
}

/** A header-like field on lines of its own, unfolded. */
function field(text: string, name: string): string | null {
  const found = new RegExp(
    `^[ \\t]*${name}:[ \\t]*([^\\r\\n]{1,500}(?:\\r?\\n[ \\t]+[^\\r\\n]{1,500}){0,5})`,
    'imu',
  ).exec(text);
  return found?.[1]?.replace(/\s+/g, ' ').trim() ?? null;
}
