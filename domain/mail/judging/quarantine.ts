import type { Person } from '../../person.ts';
import type { ConversationId, EmailId } from '../../ids.ts';
import type { SenderVerdict } from '../../message.ts';

/** Why a mail is kept apart until an agent looks at it. */
export type QuarantineReason =
  | 'no_match'
  | 'forged_reply_address'
  | 'unknown_conversation'
  | 'failed_sender'
  | 'no_sender'
  /** The team blocked its sender. */
  | 'blocked'
  | 'automatic'
  /** A service asks a reply address to prove that it is somebody's. */
  | 'third_party'
  /** It says that an agent forwarded it, and nothing proves that. */
  | 'unproven_forward'
  /** An answer to a mail for an agent that nothing proves to be the agent's, */
  | 'agent_not_verified'
  /** or that came after they had left the team, */
  | 'agent_not_member'
  /** or too late. */
  | 'agent_token_expired'
  /** It may be an answer of the agent's that was taken already. */
  | 'repeated_answer'
  /** Stands for all mail of one sender's domain and hour that came after the first thirty. */
  | 'over_budget';

/** What strangers can fill the quarantine with; the rest needs a conversation's address first. */
export const BUDGETED: readonly QuarantineReason[] = [
  'no_match',
  'forged_reply_address',
  'unknown_conversation',
  'failed_sender',
  'no_sender',
  'blocked',
  'unproven_forward',
];

export const isBudgeted = (reason: QuarantineReason): boolean => BUDGETED.includes(reason);

/** Mails at once; the older ones are asked for. */
export const QUARANTINE_PAGE = 100;

/** A mail in quarantine, as a row of the list. Times are ISO 8601. */
export interface QuarantinedMail {
  id: EmailId;
  from: Person;
  subject: string;
  preview: string;
  reason: QuarantineReason;
  verdict: SenderVerdict;
  /** How many mails this row stands for besides itself. */
  more: number;
  receivedAt: string;
  /** An agent set it aside. */
  ignored: boolean;
  /** An agent put it into a conversation that has not heard of it yet: repeat it. */
  unfinished: boolean;
}

/** What is known of a mail that lies at the provider. */
export interface MailOverBudget {
  providerId: string;
  from: Person;
  subject: string;
  receivedAt: string;
  /** It was asked for and has not come yet. */
  wanted: boolean;
}

/** The same on its own page. */
export interface QuarantinedMailDetail extends QuarantinedMail {
  recipients: Person[];
  text: string;
  headers: { name: string; value: string }[];
  keysDisagree: boolean;
  /** The mails it stands for, when it is over a budget. */
  overBudget: MailOverBudget[];
  /** The conversation that its address or Message-ID names, if that exists. */
  claims: ConversationId | null;
}

/** A conversation that a mail may be put into. */
export interface PlaceForMail {
  id: ConversationId;
  customer: string;
  subject: string;
  status: string;
  lastMessageAt: string;
  /** Why it is offered. */
  why: 'claimed' | 'sender' | 'search';
}
