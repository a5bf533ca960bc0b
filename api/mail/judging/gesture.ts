import { findAnswered } from '../../../db/mail/inbound/answered-mail.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import { siblingId, type ConversationId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { mailGesture, type MailGesture } from '../../../domain/mail/reading/mail-gesture.ts';
import type { GatewayOf } from '../../gateway/gateway.ts';
import type { OpenedMail } from '../forms/opened-mail.ts';
import { readMail } from '../reading/read-mail.ts';

/** Longer mails are read once, by whoever keeps them. In characters. */
const MAX_GESTURE = 60_000;

/** Whether the mail is a reaction or a recall and nothing besides. */
export function gestureOf(mail: InboundMail, { reaction }: Pick<OpenedMail, 'reaction'>): MailGesture | null {
  if (mail.text.length + mail.html.length > MAX_GESTURE) return null;
  return mailGesture(mail, { words: readMail(mail).reply, reaction });
}

/** @throws Refusal as the gateway does. */
export async function signalGesture(
  { db, gateway }: { db: Queryable; gateway: GatewayOf<'mail'> },
  on: { email: InboundEmail; conversationId: ConversationId; mail: InboundMail; gesture: MailGesture },
): Promise<void> {
  const { email, conversationId, mail, gesture } = on;
  const answered = await findAnswered(db, { mail, conversationId, machine: 'automatic' });
  await gateway.signal('mailGesture', conversationId, {
    id: siblingId('msg', email.id),
    emailId: email.id,
    from: { email: email.fromEmail, name: email.fromName },
    about: answered?.named ? answered.messageId : null,
    ...gesture,
    emoji: gesture.what === 'reaction' ? gesture.emoji : null,
  });
}
