import { findAgentByEmail } from '../../../db/mail/inbound/correspondents.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { readForwarded, type ForwardedMail } from '../../../domain/mail/reading/forwarded-mail.ts';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { SenderVerdict } from '../../../domain/message.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { isOurAddress } from '../../../domain/mail/address/reply-address.ts';
import { plainText } from '../reading/read-mail.ts';

/** What an agent passed on to the support address, on behalf of whoever wrote it. */
export interface Forward extends ForwardedMail {
  by: AgentId;
}

/**
 * A mail that an agent of the project forwarded: it begins a conversation of its original sender. Anybody can write an
 * agent's address into From, so nothing less than the agent's own domain vouching for it is enough.
 * @returns `unproven` when it says so and nothing proves it; null when it is no forwarded mail of an agent.
 */
export async function forwardedBy(
  db: Queryable,
  mail: InboundMail,
  to: { project: { id: ProjectId; supportAddress: string }; identity: MailIdentity; verdict: SenderVerdict },
): Promise<Forward | 'unproven' | null> {
  const { project, identity, verdict } = to;
  const by = await findAgentByEmail(db, { projectId: project.id, email: mail.from?.email ?? '' });
  const forwarded = by && readForwarded({ subject: mail.subject, text: plainText(mail) });
  if (!by || !forwarded) return null;
  const { email } = forwarded.from;
  const ours = isOurAddress(email, identity) || email === foldAddress(project.supportAddress);
  if (ours || (await findAgentByEmail(db, { projectId: project.id, email }))) return null;
  return verdict === 'verified' ? { ...forwarded, by } : 'unproven';
}
