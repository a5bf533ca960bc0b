import { addressesOfCustomer } from '../../../db/mail/inbound/correspondents.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import type { InboundEmail } from '../../../db/mail/inbound/inbound-emails.ts';
import type { SignalInput } from '../../../domain/contract/contract.ts';
import { siblingId, type ConversationId } from '../../../domain/ids.ts';
import { arrivingMessage } from '../../../domain/inbox/arriving.ts';
import type { AutomaticAnswers } from '../../../domain/automatic-answers.ts';
import type { GatewayOf } from '../../gateway/gateway.ts';
import type { Arrivals } from '../../streams/arrivals.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { shorten } from '../../../domain/text/shorten.ts';
import { MAX_AGENT_TEXT } from '../../../domain/limits.ts';

/** Who speaks in a mail. `named`: where the address alone does not say it. */
interface Speaker {
  speaker: 'customer' | 'other';
  named: boolean;
}

/** What the road of a mail to its conversation needs. */
export interface MailRoad {
  db: Queryable;
  gateway: GatewayOf<'mail'>;
  /** Shows what Temporal has, before it is recorded. */
  feed: { arrivals: Pick<Arrivals, 'accepted'> };
}

/** Gives a stored mail to its conversation; from then on it cannot be lost, and shows as arriving. @throws Refusal as the gateway does. */
export async function signalMail(
  { db, gateway, feed }: MailRoad,
  email: InboundEmail & { conversationId: ConversationId },
  answer: AutomaticAnswers | null,
): Promise<void> {
  const { projectId, conversationId } = email;
  const { signal, speaker } = await mailSignal(db, email);
  await gateway.signal('inboundEmail', conversationId, { ...signal, ...(answer && { answer }) });
  const author = speaker === 'customer' ? { by: speaker } : { by: speaker, ...signal.from };
  const text = email.replyText || email.subject;
  const message = arrivingMessage({ id: signal.id, channel: 'email', author, text });
  feed.arrivals.accepted({ projectId, conversationId, message });
}

/** What a conversation hears of a stored mail, and whose words they will be. Its id comes from the mail's: however often it is sent, it is heard once. */
export async function mailSignal(
  db: Queryable,
  email: InboundEmail,
): Promise<{ signal: SignalInput<'inboundEmail'>; speaker: Speaker['speaker'] }> {
  const { id, fromEmail, fromName, forwardedBy, forwardedWith } = email;
  const { speaker, named } = await speakerOf(db, email);
  const signal = {
    id: siblingId('msg', id),
    emailId: id,
    from: { email: fromEmail, name: fromName },
    ...(named && { author: speaker }),
    ...(forwardedBy && {
      forwarded: { agentId: forwardedBy, words: shorten(forwardedWith ?? '', MAX_AGENT_TEXT) },
    }),
  };
  return { signal, speaker };
}

/** Nobody who failed the check speaks for the customer, unless a conversation began with this very mail. */
async function speakerOf(db: Queryable, email: InboundEmail): Promise<Speaker> {
  const { id, conversationId, verdict, fromEmail } = email;
  if (!conversationId) return { speaker: 'other', named: false };
  const begins = conversationId === siblingId('cnv', id);
  if (verdict === 'failed' && !begins) return { speaker: 'other', named: true };
  const [own, ...further] = await addressesOfCustomer(db, conversationId);
  // It came in our own name: whoever wrote it, no address of theirs is known yet.
  if (begins && own === undefined) return { speaker: 'customer', named: true };
  if (!begins && further.includes(fromEmail)) return { speaker: 'customer', named: true };
  return { speaker: own === foldAddress(fromEmail) ? 'customer' : 'other', named: false };
}
