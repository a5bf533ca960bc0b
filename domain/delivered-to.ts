import { addressesOf, headerValues, type InboundMail } from './inbound-mail.ts';
import { foldAddress } from './mail-address.ts';
import { untagged } from './reply-address.ts';
import { recipientsOf } from './thread-mail.ts';

/** Further places where relays write for whom they passed a mail on. */
const PASSED_ON = [
  ...['X-Forwarded-For', 'X-Real-To', 'X-Resolved-To', 'X-Original-Recipient', 'Original-Recipient'],
  ...['X-Original-Envelope-To', 'X-Original-Delivered-To', 'Resent-To', 'Resent-Cc', 'Resent-Bcc'],
];
/** RFC 5321, 4.4: the last recipient stands in the trace, where a server takes the mail for one alone. */
const TRACED = /\bfor\s{1,4}<?([^\s<>;]{3,320}@[^\s<>;]{3,255})>?/i;
const MAX_VALUES = 50;
const MAX_VALUE = 4_000;

/**
 * Every address a mail was meant for, folded, with and without what stands behind a plus: a blind copy and an alias name
 * us only where a relay wrote us down.
 */
export function deliveredTo(mail: InboundMail): Set<string> {
  const values = (name: string) =>
    headerValues(mail, name)
      .slice(0, MAX_VALUES)
      .map((value) => value.slice(0, MAX_VALUE));
  const passedOn = PASSED_ON.flatMap(values).flatMap((value) =>
    addressesOf(value.replace(/^\s*rfc822\s*;/i, '').replace(/\s+/g, ',')),
  );
  const traced = values('Received').flatMap((value) => TRACED.exec(value)?.[1] ?? []);
  const all = [...recipientsOf(mail), ...passedOn, ...traced].map(foldAddress);
  return new Set(all.flatMap((address) => [address, untagged(address)]));
}
