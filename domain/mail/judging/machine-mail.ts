import { authorBehind } from '../reading/author-behind.ts';
import { isAutomatic, isBounce } from './automatic-mail.ts';
import { reportedInWords, reportOf } from '../bounce-report.ts';
import type { InboundMail } from '../inbound-mail.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import type { MachineMailKind } from '../../message.ts';
import { withoutMarks } from '../../text/fold-marks.ts';
import { isOwnMail } from './own-mail.ts';

/** How answering machines name themselves; a word for whoever reads, nothing is decided by it. */
const ABSENCE = new RegExp(
  withoutMarks(
    'out[ -]of[ -](the[ -])?office|on (vacation|holiday|leave)|abwesen|nicht im büro|im urlaub|absence|absent|ausente|fuera de la oficina|fora do escritório|assente|fuori sede|afwezig|fravær|frånvaro|poissa|nieobecn|urlop|不在|休暇|离开|不在办公室',
  ),
  'i',
);

/** Enough to find a name's words. */
const SAMPLE = 20_000;

/**
 * What kind of machine wrote the mail; null when a person did, also by a form or a group that sent it on. Everything
 * automatic that we do with a mail asks here.
 * @param own every address that mail of this installation leaves from.
 */
export function machineMailKind(
  mail: InboundMail,
  own: { identity: MailIdentity; addresses: readonly string[] },
): MachineMailKind | null {
  const author = authorBehind(mail, own);
  const written = author ? { ...mail, from: author } : mail;
  if (isOwnMail(written, own)) return 'automatic';
  if (!isAutomatic(written)) return null;
  const reported = reportOf(mail.reported ?? []);
  if (reported) return reported;
  if (isBounce(written)) return reportedInWords(mail.subject, mail.text) ?? 'bounce';
  return ABSENCE.test(withoutMarks(`${mail.subject}\n${mail.text.slice(0, SAMPLE)}`))
    ? 'out_of_office'
    : 'automatic';
}
