import type { MailEnvelope } from '../address/mail-envelope.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { partiesOf, type MailParties } from './lines/mail-parties.ts';

/** Of a mail that left a conversation, what an answer to it may name and quote. */
export type SentMail = Pick<MailEnvelope, 'from' | 'replyTo' | 'text'>;

/** Between whom an arrived mail goes: what it says itself, our support addresses, and what its conversation mailed. */
export function partiesOfMail(
  mail: InboundMail,
  { supported, sent }: { supported: readonly { addresses: readonly string[] }[]; sent: readonly SentMail[] },
): MailParties {
  return partiesOf(mail, {
    ours: [
      ...supported.flatMap(({ addresses }) => addresses),
      ...sent.flatMap(({ from, replyTo }) => [from.email, replyTo]),
    ],
    ourNames: sent.map(({ from }) => from.name),
    sent: sent.map(({ text }) => text),
  });
}
