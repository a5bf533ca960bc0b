import { saysAbsent } from './machines/automatic-signs.ts';
import { bounceSubject } from './machines/bounce-signs.ts';
import { isAutomatic, weakSigns } from './automatic-mail.ts';
import { firstHeader, type InboundMail } from '../inbound-mail.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import { inboundDomain, splitAddress } from '../address/reply-address.ts';

/** Set by mailing lists and by senders who want no automatic answer. */
const HINTS =
  'Precedence X-Auto-Response-Suppress X-Loop X-RequestedDelivery-List RequestedDelivery-List X-BeenThere X-Mailman-Version X-Listserver Feedback-ID X-Campaign X-CampaignID X-Throughline-Delivery'.split(
    ' ',
  );

/**
 * Whether anything automatic may answer a mail, strictly: any hint means no, because two machines that answer each other
 * never stop. A person may still answer it. RFC 3834, 2.
 */
export function mayAnswerAutomatically(
  mail: InboundMail,
  own: { identity: MailIdentity; addresses: readonly string[] },
): boolean {
  return !(
    mail.from === null ||
    isAutomatic(mail) ||
    weakSigns(mail) > 0 ||
    bounceSubject(mail.subject) ||
    saysAbsent(mail.text) ||
    mail.headers.some(({ name }) => /^list-/i.test(name)) ||
    HINTS.some((name) => firstHeader(mail, name) !== null) ||
    isOurOwn(mail, own)
  );
}

/** Our own mail come back, by forwarding or by another installation that answers as us. */
function isOurOwn(mail: InboundMail, own: { identity: MailIdentity; addresses: readonly string[] }): boolean {
  const from = (mail.from?.email ?? '').toLowerCase();
  const domain = inboundDomain(own.identity)?.toLowerCase();
  return (
    own.addresses.some((address) => address.toLowerCase() === from) ||
    splitAddress(from).domain === domain ||
    splitAddress(mail.messageId ?? '').domain.toLowerCase() === domain
  );
}
