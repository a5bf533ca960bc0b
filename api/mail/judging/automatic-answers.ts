import type { AutomaticAnswers } from '../../../domain/automatic-answers.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import { listSupportAddresses } from '../../../db/project/support-addresses.ts';
import { findProject } from '../../../db/project/projects.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { guessLanguage } from '../../../domain/language.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { mayAnswerAutomatically } from '../../../domain/mail/judging/may-answer-automatically.ts';

/**
 * How a customer's mail may be answered without a human, by its project's settings; null: not at all. An address that
 * nobody vouches for may be a stranger's, who would get mail they never asked for.
 */
export async function automaticAnswers(
  db: Queryable,
  { email, mail, identity }: { email: InboundEmail; mail: InboundMail; identity: MailIdentity },
): Promise<AutomaticAnswers | null> {
  if (email.verdict !== 'verified') return null;
  const addresses = (await listSupportAddresses(db)).flatMap((each) => each.addresses);
  if (!mayAnswerAutomatically(mail, { identity, addresses })) return null;
  const project = await findProject(db, email.projectId);
  const assistant = project?.assistantAnswersMail ?? false;
  const acknowledge = project?.acknowledgesMail ? guessLanguage(email.replyText) : null;
  return assistant || acknowledge ? { assistant, acknowledge } : null;
}
