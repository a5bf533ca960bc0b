import type { QuarantinedMail, QuarantineReason } from '../../domain/mail/judging/quarantine.ts';

interface ReasonWords {
  /** For the list. */
  label: string;
  /** For somebody who has to decide. */
  explain: string;
  bad?: true;
}

const WORDS: Record<QuarantineReason, ReasonWords> = {
  no_match: {
    label: 'Belongs to nothing',
    explain: 'It names no conversation and was not sent to the project’s support address.',
  },
  forged_reply_address: {
    label: 'Altered reply address',
    explain:
      'Its reply address, or the Message-ID it answers, is not one that we made. Somebody guessed it, or a program on the way changed it.',
    bad: true,
  },
  unknown_conversation: {
    label: 'Conversation is gone',
    explain: 'It answers a conversation that does not exist any more.',
  },
  failed_sender: {
    label: 'Sender check failed',
    explain:
      'The domain in From says that this email is not from there. Treat it as written by somebody else.',
    bad: true,
  },
  no_sender: { label: 'No sender', explain: 'It names no author, or more than one.', bad: true },
  blocked: { label: 'Blocked', explain: 'A colleague blocked this sender. Lift it in the settings.' },
  automatic: {
    label: 'Automatic',
    explain: 'A machine wrote it: an out-of-office note, a bounce, a report.',
  },
  third_party: {
    label: 'Somebody else’s verification',
    explain:
      'A service asks this reply address to prove whose it is. Somebody may be opening an account in your name: do not follow its links.',
    bad: true,
  },
  unproven_forward: {
    label: 'Unproven forward',
    explain: 'It says that a colleague forwarded it, and nothing proves that it came from them.',
    bad: true,
  },
  agent_not_verified: {
    label: 'Agent not proven',
    explain:
      'It answers a mail to an agent, but nothing proves that the agent wrote it, so it did not go to the customer.',
    bad: true,
  },
  agent_not_member: {
    label: 'No longer on the team',
    explain: 'It answers a mail to an agent who is no longer a member of this project.',
  },
  agent_token_expired: {
    label: 'Answered too late',
    explain: 'It answers a mail to an agent that is older than 90 days.',
  },
  repeated_answer: {
    label: 'May be a repetition',
    explain:
      'It has the Message-ID of an answer that was taken already, and other words. So that the customer does not get it twice, it did not go to them.',
  },
  over_budget: {
    label: 'Too many at once',
    explain:
      'This domain sent more than thirty emails within an hour that belong nowhere. Of those that came after them, a line each is kept here. Your mail provider has them for some weeks (Postmark for 45 days): fetch those you want.',
    bad: true,
  },
};

export const reasonWords = (reason: QuarantineReason): ReasonWords => WORDS[reason];

/** What to call a mail in the list. */
export function mailTitle({
  reason,
  more,
  subject,
}: Pick<QuarantinedMail, 'reason' | 'more' | 'subject'>): string {
  if (reason === 'over_budget') return more === 0 ? 'One more email' : `${more + 1} more emails`;
  return subject.trim() || '(no subject)';
}

export function senderName({ from, reason }: Pick<QuarantinedMail, 'from' | 'reason'>): string {
  if (reason === 'over_budget') return from.email.slice(from.email.lastIndexOf('@') + 1) || 'No sender';
  return from.name || from.email || 'No sender';
}
