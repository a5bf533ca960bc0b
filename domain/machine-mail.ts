import { isAutomatic, isBounce } from './automatic-mail.ts';
import { reportOf } from './bounce-report.ts';
import type { InboundMail } from './inbound-mail.ts';
import type { MailIdentity } from './mail-envelope.ts';
import type { MachineMailKind } from './message.ts';
import { withoutMarks } from './fold-marks.ts';
import { isOwnMail } from './own-mail.ts';

/** How answering machines name themselves; a word for whoever reads, nothing is decided by it. */
const ABSENCE = new RegExp(
  withoutMarks(
    'out[ -]of[ -](the[ -])?office|on (vacation|holiday|leave)|abwesen|im urlaub|absence|absent|ausente|fuera de la oficina|fora do escritório|assente|fuori sede|afwezig|fravær|frånvaro|poissa|nieobecn|urlop|不在|休暇|离开|不在办公室',
  ),
  'i',
);

/** Enough to find a name's words. */
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
  const reported = reportOf(mail.reported ?? []);
  if (reported) return reported;
  if (isBounce(mail)) return 'bounce';
  return ABSENCE.test(withoutMarks(`${mail.subject}\n${mail.text.slice(0, SAMPLE)}`))
    ? 'out_of_office'
    : 'automatic';
}
