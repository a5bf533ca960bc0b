import type { Queryable } from '../../../db/connection/database.ts';
import { listSupportAddresses } from '../../../db/project/support-addresses.ts';
import { newestSent } from '../../../db/mail/outbound/sent-mails.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { partiesOf, type MailParties } from '../../../domain/mail/reading/lines/mail-parties.ts';

/** Between whom an arrived mail goes: what it says itself, our support addresses, and what its conversation mailed. */
export async function partiesOfMail(
  db: Queryable,
  mail: InboundMail,
  conversationId: ConversationId | null,
): Promise<MailParties> {
  const supported = await listSupportAddresses(db);
  const sent = conversationId ? await newestSent(db, conversationId) : [];
  return partiesOf(mail, {
    ours: [
      ...supported.flatMap(({ addresses }) => addresses),
      ...sent.flatMap(({ from, replyTo }) => [from.email, replyTo]),
    ],
    ourNames: sent.map(({ from }) => from.name),
    sent: sent.map(({ text }) => text),
  });
}
