import type { AutomaticAnswers } from '../../../domain/automatic-answers.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import type { Hearing } from '../../../db/conversation/find-hearing.ts';
import { medianReplySeconds } from '../../../db/project/reply-time.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { rulesReply } from '../../../db/rules/rules.ts';
import { mailLanguage } from '../../../domain/language/guess-language.ts';
import type { MailLanguage } from '../../../domain/language/language.ts';
import { expectationWords } from '../../../domain/mail/writing/expectation-words.ts';
import { expectationAt } from '../../../domain/project/expectation.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import type { SupportedProject } from '../../../domain/mail/judging/known-places.ts';
import { mayAnswerAutomatically } from '../../../domain/mail/judging/may-answer-automatically.ts';

type SettingsThere = Omit<NonNullable<Hearing['project']>, 'rulesReply'> & { rulesReply?: boolean };

/**
 * How a customer's mail may be answered without a human, by its project's settings; null: not at all. An address that
 * nobody vouches for may be a stranger's, who would get mail they never asked for.
 */
export async function automaticAnswers(
  db: Queryable,
  of: {
    email: InboundEmail;
    mail: InboundMail;
    identity: MailIdentity;
    supported: readonly SupportedProject[];
    project: SettingsThere | null;
  },
): Promise<AutomaticAnswers | null> {
  const { email, mail, identity, supported, project } = of;
  if (email.verdict !== 'verified') return null;
  const addresses = supported.flatMap((each) => each.addresses);
  if (!mayAnswerAutomatically(mail, { identity, addresses })) return null;
  const assistant = project?.assistantAnswersMail ?? false;
  const acknowledge = project?.acknowledgesMail ? mailLanguage(email.replyText) : null;
  const afterMinutes = project?.ratingMailMinutes ?? null;
  const isOff = !assistant && !acknowledge && afterMinutes === null;
  if (isOff && !(project && (project.rulesReply ?? (await rulesReply(db, project.id))))) return null;
  const expected = project && acknowledge ? await expectedBy(db, project, acknowledge) : '';
  const rate = afterMinutes !== null && { language: mailLanguage(email.replyText), afterMinutes };
  return { assistant, acknowledge, ...(expected && { expected }), ...(rate && { rate }) };
}

/** When the customer may expect an answer, as the widget says it too. */
async function expectedBy(db: Queryable, project: SettingsThere, language: MailLanguage): Promise<string> {
  const { id, businessHours: hours } = project;
  const medianSeconds = await medianReplySeconds(db, id);
  return expectationWords(expectationAt(new Date().toISOString(), { hours, medianSeconds }), language);
}
