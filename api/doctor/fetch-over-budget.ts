import { wantMail } from '../../db/mail/inbound/mails-over-budget.ts';
import { Refusal } from '../../domain/errors.ts';
import type { EmailId, ProjectId } from '../../domain/ids.ts';
import { createIntake } from '../mail/webhook/inbound.ts';
import { liftFiles } from '../mail/lifting/lifted-content.ts';
import { postmarkInbound, type PostmarkInbound } from '../mail/provider/postmark-inbound.ts';
import { lacksFiles, type MissedMailDependencies } from './missed-mail.ts';
import { ProviderError } from '../mail/provider/provider.ts';

/**
 * Brings a mail that came over its sender's budget, through the same intake as any other. Its files come only when the
 * provider posts it once more; where it does not, the mail is taken without them and names them.
 * @returns `posted`: it comes by the webhook.
 * @throws ProviderError when the provider cannot be asked.
 */
export async function fetchOverBudget(
  deps: MissedMailDependencies,
  which: { projectId: ProjectId; emailId: EmailId; providerId: string },
): Promise<'taken' | 'posted'> {
  if (!(await wantMail(deps.db, which))) throw new Refusal('not_found');
  const mail = postmarkInbound.parse(await deps.provider.arrival(which.providerId));
  if (lacksFiles(mail) && (await postedAgain(deps, which.providerId))) return 'posted';
  const { json, contents } = liftFiles(lacksFiles(mail) ? withoutFiles(mail) : mail);
  await createIntake(deps)(json, contents);
  return 'taken';
}

/** Postmark posts again what failed, and refuses what was answered. */
async function postedAgain({ provider }: MissedMailDependencies, id: string): Promise<boolean> {
  try {
    await provider.retry(id);
    return true;
  } catch (error) {
    if (error instanceof ProviderError && error.status >= 400 && error.status < 500) return false;
    throw error;
  }
}

function withoutFiles(mail: PostmarkInbound): PostmarkInbound {
  const names = mail.Attachments.map(({ Name }) => Name || 'a file without a name').join(', ');
  const words = `Files that stayed with the mail provider: ${names}`;
  const TextBody = [mail.TextBody.trimEnd(), words].filter(Boolean).join('\n\n');
  const HtmlBody = mail.TextBody ? '' : mail.HtmlBody;
  return { ...mail, TextBody, HtmlBody, Attachments: [] };
}
