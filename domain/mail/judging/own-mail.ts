import { headerValues, type InboundMail } from '../inbound-mail.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import { messageIdTokenPart } from '../address/mail-message-id.ts';
import { inboundDomain, parseReplyToken, splitAddress, tokenPart } from '../address/reply-address.ts';

/** The mark on every mail that no human wrote: two installations must know each other's, whatever a relay removes besides. */
export const LOOP_HEADER = { name: 'X-Throughline', value: 'automatic' } as const;

/**
 * Whether a Throughline, this one or another, sent the mail by itself, or whether one of our own comes back: it carries
 * the loop header or a Message-ID of ours, or is from an address that our own mail leaves from.
 */
export function isOwnMail(
  mail: Pick<InboundMail, 'headers' | 'from' | 'messageId'>,
  own: { identity: MailIdentity; addresses: readonly string[] },
): boolean {
  const from = (mail.from?.email ?? '').toLowerCase();
  return (
    headerValues(mail, LOOP_HEADER.name).some((value) => value.trim().toLowerCase() === LOOP_HEADER.value) ||
    isOwnMessageId(mail.messageId ?? '', own.identity) ||
    isReplyAddress(from, own.identity) ||
    [...own.addresses, own.identity.inboundAddress ?? ''].some((each) => each.toLowerCase() === from)
  );
}

/** The form is enough: whoever writes such an id by hand gains only that nothing automatic answers. */
function isOwnMessageId(id: string, identity: MailIdentity): boolean {
  const token = messageIdTokenPart(id);
  return token !== null && atOurDomain(id, identity) && parseReplyToken(token) !== null;
}

function isReplyAddress(address: string, identity: MailIdentity): boolean {
  const token = tokenPart(address);
  return token !== null && atOurDomain(address, identity) && parseReplyToken(token) !== null;
}

const atOurDomain = (address: string, identity: MailIdentity) =>
  splitAddress(address).domain.toLowerCase() === inboundDomain(identity);
