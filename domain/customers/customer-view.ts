import type { Attachment } from '../attachment.ts';
import type { ConversationId, CustomerId } from '../ids.ts';
import type { Identity } from '../identity/identity.ts';
import type { Channel } from '../message.ts';
import type { Status } from '../standing.ts';
import type { AttributeValues } from './attribute.ts';

/** A customer as one row of the list. Times are ISO 8601. */
export interface CustomerRow {
  id: CustomerId;
  name: string | null;
  email: string;
  company: string | null;
  conversations: number;
  /** Their newest conversation: where the next page of the list goes on. */
  newest: { id: ConversationId; lastMessageAt: string; status: Status };
}

/** Which customers a list has: all, those with something unclosed, or those the team takes nothing from. */
export const CUSTOMER_FILTERS = ['all', 'open', 'blocked'] as const;
export type CustomerFilter = (typeof CUSTOMER_FILTERS)[number];

/** Where a list of customers goes on. */
export interface CustomerCursor {
  lastMessageAt: string;
  id: ConversationId;
}

export interface CustomerAddress {
  email: string;
  /** `own`: theirs from the first; `added`: an agent said so; `merged`: of a customer who turned out to be them. */
  from: 'own' | 'added' | 'merged';
}

export interface CustomerConversation {
  id: ConversationId;
  /** Where it answers to. */
  email: string;
  subject: string;
  preview: string;
  channel: Channel;
  status: Status;
  lastMessageAt: string;
  waitingSince: string | null;
}

export interface CustomerFile extends Attachment {
  conversationId: ConversationId;
  at: string;
}

/** Another customer who was merged into this one. */
export interface MergedCustomer {
  id: CustomerId;
  email: string;
  name: string | null;
  about: string;
  at: string;
}

/** A customer with everything that is known. Times are ISO 8601. */
export interface CustomerDetail {
  /** Of the one whom all others were merged into, whoever of them was asked for. */
  id: CustomerId;
  email: string;
  name: string | null;
  /** `learned`: from their mails; an agent's word stays. Null: there is none. */
  nameFrom: 'learned' | 'agent' | null;
  phone: string | null;
  company: string | null;
  about: string;
  attributes: AttributeValues;
  addresses: CustomerAddress[];
  merged: MergedCustomer[];
  conversations: CustomerConversation[];
  conversationCount: number;
  files: CustomerFile[];
  /** What sites signed of them, newest first. */
  identities: Identity[];
  /** What their browser said last. */
  browser: { locale: string; timeZone: string } | null;
  firstSeenAt: string;
  lastSeenAt: string | null;
  /** Other customers with an address of theirs. */
  resembling: { id: CustomerId; email: string; name: string | null }[];
}

/** What is called what of a person: their own name first, then what those are called who were merged into them. */
export function nameTogether(
  all: readonly { name: string | null; nameTyped: boolean }[],
): Pick<CustomerDetail, 'name' | 'nameFrom'> {
  const named = all.find(({ name }) => name);
  if (!named) return { name: null, nameFrom: null };
  return { name: named.name, nameFrom: named.nameTyped ? 'agent' : 'learned' };
}
