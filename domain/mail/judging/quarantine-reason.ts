import { isReport } from '../bounce-report.ts';
import type { InboundMail } from '../inbound-mail.ts';
import type { MachineMailKind, SenderVerdict } from '../../message.ts';
import type { CustomerPlace } from './place-of-mail.ts';
import type { SupportedProject } from './known-places.ts';
import type { QuarantineReason } from './quarantine.ts';
import { looksLikeVerification } from './verification-mail.ts';

/** What decides whether a mail may go where it belongs. */
export interface MailFacts {
  place: CustomerPlace;
  verdict: SenderVerdict;
  /** What kind of machine wrote it; null: a person. */
  machine: MachineMailKind | null;
  /** Every address that speaks for the customer of its conversation. */
  addresses: readonly string[];
  /** A machine answers a mail of its conversation with it. */
  answersOurs: boolean;
  /** The team blocked its sender. */
  blocked: boolean;
}

/** Why a mail is kept apart; null: it goes into its conversation. */
export function quarantineReason(mail: InboundMail, facts: MailFacts): QuarantineReason | null {
  const { place, verdict, machine, addresses, answersOurs, blocked } = facts;
  if (!mail.from) return 'no_sender';
  if (blocked) return 'blocked';
  if (place.at === 'nowhere' && place.why !== 'no_match') return place.why;
  if (verdict === 'failed') return 'failed_sender';
  // Bounces and answering machines write from addresses of their own, too.
  const answersUs = isReport(machine) || machine === 'out_of_office' || addresses.includes(mail.from.email);
  if (place.at === 'conversation' && !answersUs && looksLikeVerification(mail)) return 'third_party';
  if (machine && !answersOurs) return 'automatic';
  return place.at === 'nowhere' ? place.why : null;
}

/** The project in which a mail that nothing matches begins a conversation, because it was sent to its support address. */
export function beginsAt(mail: InboundMail, facts: MailFacts): SupportedProject | null {
  const { place } = facts;
  if (place.at !== 'nowhere' || quarantineReason(mail, facts) !== 'no_match') return null;
  return place.addressed;
}
