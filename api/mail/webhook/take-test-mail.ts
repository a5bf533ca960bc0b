import { markTestMailArrived } from '../../../db/mail/inbound/test-mails.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { senderVerdict } from '../../../domain/mail/judging/sender-verdict.ts';
import { testMailOf } from '../../../domain/mail/address/test-mail-address.ts';
import type { WebhookDependencies } from './webhook.ts';

/** A mail of the installation to itself: its way back is recorded and nothing else comes of it. Null for every other mail. */
export async function takeTestMail(
  { db, mail: { replyAddressSecrets }, log }: WebhookDependencies,
  mail: InboundMail,
): Promise<{ result: 'test_mail' } | null> {
  const recipients = [mail.originalRecipient, ...mail.to.slice(0, 1)];
  const [id] = recipients.flatMap((address) => testMailOf(address, replyAddressSecrets) ?? []);
  if (!id) return null;
  await markTestMailArrived(db, { id, at: new Date(), verdict: senderVerdict(mail) });
  log.info({ testMail: id }, 'a test mail came back');
  return { result: 'test_mail' };
}
