import type { Queryable } from '../../db/connection/database.ts';
import type { Delivery } from '../../db/mail/outbound/deliveries.ts';
import { findSuppression } from '../../db/mail/outbound/suppressions.ts';

const STOPPED = {
  bounced: 'Mail to this address is stopped: an earlier one bounced.',
  complained: 'Mail to this address is stopped: an earlier one was reported as spam.',
};

/** Why nothing may be sent to the customer of a delivery any more, in words; null when it may. Asked before every send. */
export async function whyStopped(db: Queryable, { projectId, envelope }: Delivery): Promise<string | null> {
  const found = await findSuppression(db, { projectId, email: envelope.to.email });
  return found && STOPPED[found.reason];
}
