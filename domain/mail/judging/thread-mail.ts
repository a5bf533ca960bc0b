import type { ConversationId, ProjectId } from '../../ids.ts';
import { addressesOf, headerValues, type InboundMail } from '../inbound-mail.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import { messageIdsOf, messageIdTokenPart } from '../address/mail-message-id.ts';
import {
  inboundDomain,
  isOurAddress,
  looksLikeReplyToken,
  mended,
  parseReplyToken,
  splitAddress,
  tokenPart,
  verifyReplyKey,
  type ReplyKey,
} from '../address/reply-address.ts';

/** Something in a mail that claims to name a conversation. `key` is null when it is ours in form and damaged in content. */
export interface ThreadClaim {
  by: 'address' | 'messageId';
  key: ReplyKey | null;
  /** Stands at our own inbound domain, so that a wrong one is a forgery and not somebody else's business. */
  ours: boolean;
}

export type ThreadDecision =
  /** `disagrees`: another key of the mail leads elsewhere, or was damaged. */
  | { conversationId: ConversationId; by: ThreadClaim['by']; disagrees: boolean }
  | { quarantine: 'forged_reply_address' | 'unknown_conversation' | 'no_match' };

/** A mail may name more addresses than any person would write; those behind are not read. */
const MAX_IN_A_LIST = 200;
const MAX_CLAIMS = 50;

/** Where mail servers and gateways write down for whom a mail really was. */
const DELIVERED = [
  'Delivered-To',
  'X-Delivered-To',
  'X-Original-To',
  'Envelope-To',
  'X-Envelope-To',
  'X-Forwarded-To',
  'X-RCPT-To',
  'Apparently-To',
];

/**
 * What the mail says about where it belongs, strongest first: the signed reply address wherever it stands, then our
 * signed Message-ID in In-Reply-To, then in References, newest first. Never the sender, never the subject.
 */
export function threadClaims(mail: InboundMail, identity: MailIdentity): ThreadClaim[] {
  const domains = ourDomains(identity);
  const addresses = recipientsOf(mail);
  const ids = ['In-Reply-To', 'References'].flatMap((name) =>
    headerValues(mail, name).flatMap((value) => messageIdsOf(value).reverse().slice(0, MAX_IN_A_LIST)),
  );
  const claims = [
    claim('address', mail.mailboxHash, { ours: true }),
    ...addresses
      .map(mended)
      .map((address) => claim('address', tokenPart(address), { ours: isOurAddress(address, identity) })),
    ...ids.map((id) => claim('messageId', messageIdTokenPart(id), { ours: domains.has(domainOf(id)) })),
  ];
  return distinct(claims.filter((each) => each !== null)).slice(0, MAX_CLAIMS);
}

/** Every address that the mail or a relay says it was meant for. */
export function recipientsOf(mail: InboundMail): string[] {
  return [
    mail.originalRecipient,
    ...mail.to.slice(0, MAX_IN_A_LIST),
    ...mail.cc.slice(0, MAX_IN_A_LIST),
    ...mail.bcc.slice(0, MAX_IN_A_LIST),
    ...DELIVERED.flatMap((name) => headerValues(mail, name).slice(0, MAX_IN_A_LIST)).flatMap(addressesOf),
  ];
}

/** What is known of the conversations that the claims name. */
export interface KnownConversations {
  /** The project of each one that exists. */
  projects: ReadonlyMap<ConversationId, ProjectId>;
  /** Every project of the installation: an address of a conversation that is gone still verifies with one of them. */
  everyProject: readonly ProjectId[];
  secrets: readonly string[];
}

export function decideThread(claims: ThreadClaim[], known: KnownConversations): ThreadDecision {
  for (const by of ['address', 'messageId'] as const) {
    const group = claims.filter((each) => each.by === by);
    const valid = group.find(({ key }) => key !== null && opens(key, known));
    if (valid?.key) {
      const { conversationId } = valid.key;
      return {
        conversationId,
        by,
        disagrees: claims.some((each) => contradicts(each, conversationId, known)),
      };
    }
    // A damaged address is not rescued by a Message-ID: whoever altered it could have kept that.
    const refused = group.filter((each) => each.ours);
    if (refused.length > 0) {
      const gone = refused.every(({ key }) => key !== null && wasOurs(key, known));
      return { quarantine: gone ? 'unknown_conversation' : 'forged_reply_address' };
    }
  }
  return { quarantine: 'no_match' };
}

/** A damaged address beside a good one is worth a word; a damaged Message-ID is what gateways make of one. */
function contradicts(claim: ThreadClaim, conversationId: ConversationId, known: KnownConversations): boolean {
  const { by, key, ours } = claim;
  if (key !== null && opens(key, known)) return key.conversationId !== conversationId;
  return by === 'address' && ours;
}

function opens(key: ReplyKey, { projects, secrets }: KnownConversations): boolean {
  const projectId = projects.get(key.conversationId);
  return projectId !== undefined && verifyReplyKey(key, projectId, secrets);
}

function wasOurs(key: ReplyKey, { everyProject, secrets }: KnownConversations): boolean {
  return everyProject.some((projectId) => verifyReplyKey(key, projectId, secrets));
}

function claim(by: ThreadClaim['by'], token: string | null, { ours }: { ours: boolean }): ThreadClaim | null {
  if (token === null) return null;
  const key = parseReplyToken(token);
  if (!key && !(ours && looksLikeReplyToken(token))) return null;
  return { by, key, ours };
}

function distinct(claims: ThreadClaim[]): ThreadClaim[] {
  return [...new Map(claims.map((each) => [JSON.stringify(each), each])).values()];
}

function ourDomains(identity: MailIdentity): Set<string> {
  const domains = [
    identity.inboundDomain,
    splitAddress(identity.inboundAddress ?? '').domain,
    inboundDomain(identity),
  ];
  return new Set(domains.flatMap((domain) => domain?.toLowerCase() || []));
}

const domainOf = (address: string) => splitAddress(address).domain.toLowerCase();
