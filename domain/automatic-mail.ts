import { firstHeader, headerValues, type InboundMail } from './inbound-mail.ts';
import { splitAddress } from './reply-address.ts';

const MACHINE_HEADERS = ['X-Autoreply', 'X-Autorespond', 'X-Autoresponder', 'X-Failed-Recipients'];
const REPORTS =
  /^(message\/(delivery-status|feedback-report|disposition-notification)|text\/rfc822-headers)/i;

/**
 * Whether a machine wrote the mail: RFC 3834 and what mail servers do in its place. Mailing lists alone are no sign,
 * because people write to them.
 */
export function isAutomatic(mail: InboundMail): boolean {
  return (
    headerValues(mail, 'Auto-Submitted').some((value) => !/^\s*no\s*(;|$)/i.test(value)) ||
    MACHINE_HEADERS.some((name) => firstHeader(mail, name) !== null) ||
    headerValues(mail, 'Precedence').some((value) => /^\s*(auto_reply|junk)\s*$/i.test(value)) ||
    headerValues(mail, 'Return-Path').some((value) => /^\s*<\s*>\s*$/.test(value)) ||
    /^(mailer-daemon|postmaster)$/i.test(splitAddress(mail.from?.email ?? '').local) ||
    mail.attachmentTypes.some((type) => REPORTS.test(type))
  );
}
