import { addressesOf, headerValues, type InboundMail } from '../inbound-mail.ts';
import { foldAddress } from '../address/mail-address.ts';
import { mended, untagged } from '../address/reply-address.ts';
import { recipientsOf } from './thread-mail.ts';

/** How relays name the header in which they write for whom they passed a mail on: X-Forwarded-To, Envelope-Recipient. */
const FOR_WHOM = /(?:^|-)(?:to|for|cc|bcc|(?:\w{0,20}-)?recipients?)$|originalenveloperecipients$/i;
/** Where answers, receipts and complaints are wanted. */
const WANTED_BACK = /reply|follow|error|receipt|notification|reading|abuse|complain|bounce|return|report/i;
/** RFC 5321, 4.4: the last recipient stands in the trace, where a server takes the mail for one alone. */
const TRACED = /\b(?:for|envelope-to)\s{1,20}<?(?:@[^\s<>:;]{1,255}:)?([^\s<>;:]{1,320}@[^\s<>;)]{3,255})>?/i;
const MAX_VALUES = 50;
const MAX_VALUE = 4_000;

/**
 * Every address a mail was meant for, folded, with and without what stands behind a plus: a blind copy and an alias name
 * us only where a relay wrote us down.
 */
export function deliveredTo(mail: InboundMail): Set<string> {
  const passedOn = mail.headers
    .filter(({ name }) => FOR_WHOM.test(name) && !WANTED_BACK.test(name))
    .slice(0, MAX_VALUES)
    .flatMap(({ value }) => addressesOf(value.slice(0, MAX_VALUE).replace(/\s+/g, ',')));
  const traced = headerValues(mail, 'Received')
    .slice(0, MAX_VALUES)
    .flatMap((value) => TRACED.exec(value.slice(0, MAX_VALUE))?.[1] ?? []);
  const named = recipientsOf(mail).flatMap((written) => addressesOf(written));
  const all = [...named, ...passedOn, ...traced].map(mended).map(foldAddress);
  return new Set(all.flatMap((address) => [address, untagged(address)]));
}
