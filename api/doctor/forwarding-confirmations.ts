import { listConfirmationMails } from '../../db/mail/inbound/confirmation-mails.ts';
import type { Database } from '../../db/connection/database.ts';
import { listSupportAddresses } from '../../db/project/support-addresses.ts';
import {
  forwardingConfirmation,
  type ForwardingConfirmation,
} from '../../domain/doctor/forwarding-confirmation.ts';
import type { EmailId, ProjectId } from '../../domain/ids.ts';

/** Codes expire within days; an older one only confuses. */
const SHOWN_FOR_MS = 3 * 86_400_000;

export interface ShownConfirmation extends ForwardingConfirmation {
  id: EmailId;
  at: string;
}

/** Questions of mail hosts whether to forward here, newest first: those about the project's own mailbox, or about nobody's. */
export async function listForwardingConfirmations(
  db: Database,
  projectId: ProjectId,
): Promise<ShownConfirmation[]> {
  const mails = await listConfirmationMails(db, new Date(Date.now() - SHOWN_FOR_MS));
  if (mails.length === 0) return [];
  const others = (await listSupportAddresses(db)).filter(({ id }) => id !== projectId);
  const foreign = new Set(others.flatMap(({ addresses }) => addresses.map((each) => each.toLowerCase())));
  return mails.flatMap(({ id, receivedAt, ...mail }) => {
    const confirmation = forwardingConfirmation(mail);
    if (!confirmation || foreign.has(confirmation.mailbox ?? '')) return [];
    return [{ id, at: receivedAt.toISOString(), ...confirmation }];
  });
}
