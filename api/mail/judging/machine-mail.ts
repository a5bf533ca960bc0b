import { findAnswered } from '../../../db/mail/inbound/answered-mail.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { isReport, readBounceReport, reportKind } from '../../../domain/mail/bounce-report.ts';
import type { SignalInput } from '../../../domain/contract/contract.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { MachineMailKind } from '../../../domain/message.ts';

type About = Pick<SignalInput<'machineMail'>, 'what' | 'about' | 'bounced'>;

/**
 * What a machine's mail says about our own. A delivery counts as bounced only when the report names its unguessable
 * Message-ID; its address is stopped only when the report is about that very address.
 */
export async function machineMailOf(
  db: Queryable,
  from: { mail: InboundMail; conversationId: ConversationId; machine: MachineMailKind; report: string[] },
): Promise<About> {
  const { machine, report } = from;
  const answered = await findAnswered(db, from);
  const about = answered?.messageId ?? null;
  if (!answered || !isReport(machine)) return { what: machine, about, bounced: null };
  const { action, permanent, badAddress, recipient, words } = readBounceReport(report, answered.to);
  const what = action ? reportKind(action) : machine;
  if (what !== 'bounce' || !answered.named) return { what, about, bounced: null };
  const { deliveryId, to } = answered;
  const hard = badAddress && recipient === to.toLowerCase();
  return { what, about, bounced: permanent ? { deliveryId, detail: words, hard } : null };
}
