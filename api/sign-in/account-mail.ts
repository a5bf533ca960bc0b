import type { Config } from '../../config.ts';
import { findMailSender } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import type { AgentId } from '../../domain/ids.ts';
import { formatAddress } from '../../domain/mail/address/mail-address.ts';
import { createProvider } from '../mail/provider/provider.ts';

/** A mail to an agent about their own account. */
export interface AccountMail {
  to: string;
  subject: string;
  words: string;
}

/** @returns whom it was about; null when nobody has that address, or is on no team: then nothing leaves. */
export type SendAccountMail = (mail: AccountMail) => Promise<AgentId | null>;

/** Mails agents about their accounts, in the name of the project they have worked for longest. */
export function createAccountMail({ db, mail }: { db: Database; mail: Config['mail'] }): SendAccountMail {
  return async ({ to, subject, words }) => {
    const sender = await findMailSender(db, to);
    if (!sender) return null;
    await createProvider(mail).send({
      From: formatAddress({ email: sender.supportAddress, name: sender.projectName }),
      To: to,
      Subject: subject,
      TextBody: words,
      MessageStream: 'outbound',
      Headers: [
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
        { Name: 'X-Auto-Response-Suppress', Value: 'All' },
      ],
    });
    return sender.agentId;
  };
}
