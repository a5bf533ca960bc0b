import type { Database } from '../../../db/connection/database.ts';
import { notify } from '../../../db/connection/feed.ts';
import { findEmail, quarantineEmail, type InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';

/**
 * An agent's answer that may be one which was taken already: a customer would get it twice. A person decides.
 * @returns whether it is held.
 */
export async function holdRepeatedAnswer(db: Database, email: InboundEmail): Promise<boolean> {
  const { id, projectId, agentMailId, mayRepeat, signalledAt } = email;
  if (!agentMailId || !mayRepeat || signalledAt) return false;
  const earlier = await findEmail(db, mayRepeat);
  if (earlier?.agentMailId !== agentMailId || earlier.quarantine) return false;
  await quarantineEmail(db, id, 'repeated_answer');
  await notify(db, { kind: 'quarantine', projectId });
  return true;
}
