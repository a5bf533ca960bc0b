import { expect, it } from 'vitest';
import { listUnknownMails, recordFetchedMail } from '../../../../db/mail/inbound/fetched-mails.ts';
import { inboundEmails } from '../../../../db/schema/schema.ts';
import { storedMail } from '../../../support/mail/stored-mail.ts';
import { seedConversation } from '../../../support/rows/seed-conversation.ts';
import { ownDatabase } from '../../../support/stack/own-database.ts';

const own = ownDatabase();

it('what nobody has taken is fetched: mail that never came, and mail that its conversation never heard of', async () => {
  const { db } = own;
  const { projectId } = await seedConversation(db);
  await db
    .insert(inboundEmails)
    .values([
      storedMail({ projectId, providerId: 'heard', signalledAt: new Date() }),
      storedMail({ projectId, providerId: 'unheard' }),
      storedMail({ projectId, providerId: 'kept', quarantine: 'no_match' }),
    ]);
  await recordFetchedMail(db, 'fetched', 'quarantined');
  await recordFetchedMail(db, 'fetched', 'again');
  expect(await listUnknownMails(db, ['missed', 'heard', 'unheard', 'kept', 'fetched'])).toEqual([
    'missed',
    'unheard',
  ]);
  expect(await listUnknownMails(db, [])).toEqual([]);
});
