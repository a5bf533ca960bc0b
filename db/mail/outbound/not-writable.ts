import type { ProjectId } from '../../../domain/ids.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { isOurAddress } from '../../../domain/mail/address/reply-address.ts';
import { isSupportAddress } from '../../../domain/mail/reading/author-behind.ts';
import type { Queryable } from '../../connection/database.ts';
import { isBlocked } from '../../project/blocks.ts';
import { listSupportAddresses } from '../../project/support-addresses.ts';
import { withoutSuppressed } from './suppressions.ts';

/**
 * The first of these addresses that an agent may not write to, with why; null: all of them may be. Ours would answer
 * themselves, a suppressed one would be left out without a word, and whom the team blocked it does not want to hear from.
 */
export async function notWritable(
  db: Queryable,
  { projectId, emails, mail }: { projectId: ProjectId; emails: string[]; mail: MailIdentity },
): Promise<{ email: string; why: 'ours' | 'suppressed' | 'blocked' } | null> {
  if (emails.length === 0) return null;
  const own = (await listSupportAddresses(db)).flatMap(({ addresses }) => addresses);
  const ours = emails.find((email) => isSupportAddress(email, own) || isOurAddress(email, mail));
  if (ours) return { email: ours, why: 'ours' };
  const allowed = await withoutSuppressed(db, { projectId, emails });
  const suppressed = emails.find((email) => !allowed.includes(email));
  if (suppressed) return { email: suppressed, why: 'suppressed' };
  for (const email of emails) {
    if (await isBlocked(db, projectId, { sender: email })) return { email, why: 'blocked' };
  }
  return null;
}
