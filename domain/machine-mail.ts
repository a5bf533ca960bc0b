import { isAutomatic } from './automatic-mail.ts';
import { firstHeader, headerValues, type InboundMail } from './inbound-mail.ts';
import type { MailIdentity } from './mail-envelope.ts';
import type { MachineMailKind } from './message.ts';
import { isOwnMail } from './own-mail.ts';
import { splitAddress } from './reply-address.ts';

const REPORTS = /^(message\/delivery-status|text\/rfc822-headers)/i;
const REPORT_FIELDS = /^(final|original)-recipient\s*:/im;

/** How answering machines name themselves; a word for whoever reads, nothing is decided by it. */
const ABSENCE =
  /out[ -]of[ -](the[ -])?office|on (vacation|holiday|leave)|abwesen|im urlaub|absence|absent|ausente|fuera de la oficina|fora do escritório|assente|fuori sede|afwezig|fravær|frånvaro|poissa|nieobecn|urlop|不在|休暇|离开|不在办公室/i;

/** Enough to find a name's words or a report's fields. */
const SAMPLE = 20_000;

/**
 * What kind of machine wrote the mail; null when a person did. Everything automatic that we do with a mail asks here.
 * @param own every address that mail of this installation leaves from.
 */
export function machineMailKind(
  mail: InboundMail,
  own: { identity: MailIdentity; addresses: readonly string[] },
): MachineMailKind | null {
  if (isOwnMail(mail, own)) return 'automatic';
  if (!isAutomatic(mail)) return null;
  if (isReport(mail)) return 'bounce';
  return ABSENCE.test(`${mail.subject}\n${mail.text.slice(0, SAMPLE)}`) ? 'out_of_office' : 'automatic';
}

/**
 * Whether a person's mail may be answered by a machine: strict, because a person always can instead. Lists have more
 * readers than the one who wrote (RFC 3834, 2), and some senders ask for silence or read nothing.
 */
export function mayAnswerByMachine(mail: InboundMail): boolean {
  const silence = headerValues(mail, 'X-Auto-Response-Suppress').some((value) =>
    /\b(all|autoreply|oof)\b/i.test(value),
  );
  const list = ['List-Id', 'List-Unsubscribe', 'List-Post'].some((name) => firstHeader(mail, name) !== null);
  const bulk = headerValues(mail, 'Precedence').some((value) => /^\s*(bulk|list|junk)\b/i.test(value));
  return !silence && !list && !bulk && !NO_REPLY.test(splitAddress(mail.from?.email ?? '').local);
}

const NO_REPLY = /(^|[._+-])(no|do-?not|donot)[._-]?reply($|[._+-])/i;

function isReport(mail: InboundMail): boolean {
  return (
    mail.attachmentTypes.some((type) => REPORTS.test(type)) ||
    firstHeader(mail, 'X-Failed-Recipients') !== null ||
    /^(mailer-daemon|postmaster)$/i.test(splitAddress(mail.from?.email ?? '').local) ||
    REPORT_FIELDS.test(mail.text.slice(0, SAMPLE))
  );
}
