import type { Hearing } from '../../../db/conversation/find-hearing.ts';
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
  gateway: GatewayOf<'mail'>;
  /** Shows what Temporal has, before it is recorded. */
  feed: { arrivals: Pick<Arrivals, 'accepted'> };
}

/** Gives a stored mail to its conversation; from then on it cannot be lost, and shows as arriving. @throws Refusal as the gateway does. */
export async function signalMail(
  { gateway, feed }: MailRoad,
  email: InboundEmail & { conversationId: ConversationId },
  { hearing, answer }: { hearing: Hearing | null; answer: AutomaticAnswers | null },
): Promise<void> {
  const { projectId, conversationId } = email;
  const { signal, speaker } = mailSignal(email, hearing?.addresses ?? []);
  const said = { ...signal, ...(answer && { answer }) };
  await gateway.signal('inboundEmail', conversationId, said, hearing?.known);
  const author = speaker === 'customer' ? { by: speaker } : { by: speaker, ...signal.from };
  const text = email.replyText || email.subject;
  const message = arrivingMessage({ id: signal.id, channel: 'email', author, text });
  feed.arrivals.accepted({ projectId, conversationId, message });
}

/**
 * What a conversation hears of a stored mail, and whose words they will be. Its id comes from the mail's: however often it is
 * sent, it is heard once.
 * @param addresses those that speak for the customer, their own first.
 */
export function mailSignal(
  email: InboundEmail,
  addresses: readonly string[],
): { signal: SignalInput<'inboundEmail'>; speaker: Speaker['speaker'] } {
  const { id, fromEmail, fromName, forwardedBy, forwardedWith } = email;
  const { speaker, named } = speakerOf(email, addresses);
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
function speakerOf(email: InboundEmail, [own, ...further]: readonly string[]): Speaker {
  const { id, conversationId, verdict, fromEmail } = email;
  if (!conversationId) return { speaker: 'other', named: false };
  const begins = conversationId === siblingId('cnv', id);
  if (verdict === 'failed' && !begins) return { speaker: 'other', named: true };
  // It came in our own name: whoever wrote it, no address of theirs is known yet.
  if (begins && own === undefined) return { speaker: 'customer', named: true };
  if (!begins && further.includes(fromEmail)) return { speaker: 'customer', named: true };
  return { speaker: own === foldAddress(fromEmail) ? 'customer' : 'other', named: false };
}
