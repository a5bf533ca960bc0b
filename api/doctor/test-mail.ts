import type { Config } from '../../config.ts';
import type { Database } from '../../db/connection/database.ts';
import type { Project } from '../../db/project/projects.ts';
import { failTestMail, recordTestMail } from '../../db/mail/inbound/test-mails.ts';
import { newId, type TestMailId } from '../../domain/ids.ts';
import { formatAddress } from '../../domain/mail/address/mail-address.ts';
import { testMailAddress } from '../../domain/mail/address/test-mail-address.ts';
import { ProviderError, type Provider } from '../mail/provider/provider.ts';

/** Mails the installation itself, by the provider that replies take, at the address form that answers take. */
export async function sendTestMail(
  deps: { db: Database; mail: Config['mail']; provider: Provider },
  project: Pick<Project, 'id' | 'name' | 'supportAddress'>,
): Promise<TestMailId> {
  const id = newId('tst');
  await recordTestMail(deps.db, { id, projectId: project.id, sentAt: new Date() });
  try {
    await deps.provider.send({
      From: formatAddress({ email: project.supportAddress, name: project.name }),
      To: testMailAddress(id, deps.mail),
      Subject: 'Throughline test mail',
      TextBody: 'Throughline mails itself to see that answers of customers come back.\n',
      MessageStream: 'outbound',
      Metadata: { test: id },
      Headers: [
        { Name: 'Auto-Submitted', Value: 'auto-generated' },
        { Name: 'X-Auto-Response-Suppress', Value: 'All' },
      ],
    });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const reached = error.status !== 0;
    await failTestMail(
      deps.db,
      id,
      reached
        ? `The mail provider refused it: ${error.message}`
        : `The mail provider cannot be reached: ${error.message}`,
    );
  }
  return id;
}
