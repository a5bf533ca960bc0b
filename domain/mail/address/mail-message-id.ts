import type { ConversationId, DeliveryId, ProjectId } from '../../ids.ts';
import type { MailIdentity } from './mail-envelope.ts';
import { inboundDomain, replyToken } from './reply-address.ts';

/**
 * The Message-ID of a delivery, without angle brackets: `TOKEN.delivery@domain`. It names the conversation as surely as
 * the reply address does, for mail programs that answer to the wrong address but keep In-Reply-To (RFC 5322, 3.6.4).
 */
export function deliveryMessageId(
  delivery: { deliveryId: DeliveryId; conversationId: ConversationId; projectId: ProjectId },
  mail: MailIdentity,
): string {
  const body = delivery.deliveryId.slice('dlv_'.length);
  return `${replyToken(delivery, mail.replyAddressSecrets)}.${body}@${inboundDomain(mail)}`;
}

/** A header that is longer says nothing more about whose thread it is. */
const MAX_HEADER = 16_000;

/**
 * The ids of a Message-ID, In-Reply-To or References header, without angle brackets and in the header's order. An id that
 * was folded between its brackets is put together again.
 */
export function messageIdsOf(header: string): string[] {
  return header
    .slice(0, MAX_HEADER)
    .replace(FOLDED, (id) => id.replace(/\s+/g, ''))
    .split(/[\s<>,]+/)
    .filter((id) => id.includes('@'));
}

/** One id, by its one @, with blanks in it. */
const FOLDED = /<[^<>@,]{1,400}@[^<>@,]{1,400}>/g;

/** The part of one of our Message-IDs where the token stands; null for anybody else's. */
export function messageIdTokenPart(messageId: string): string | null {
  const dot = messageId.indexOf('.');
  return dot > 0 && dot < messageId.lastIndexOf('@') ? messageId.slice(0, dot) : null;
}
