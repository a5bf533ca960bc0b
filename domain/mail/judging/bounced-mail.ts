import { BASE32 } from '../../ids.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { messageIdTokenPart } from '../address/mail-message-id.ts';
import { parseReplyToken } from '../address/reply-address.ts';
import type { ThreadClaim } from './thread-mail.ts';

/** A bounce returns one mail; a digest of many is nobody's answer. */
const MAX_FOUND = 5;

/** `TOKEN.delivery@domain`; every repetition has a fixed or a small length, so that hostile text costs no more than its size. */
const OWN_ID = new RegExp(
  `(?<![${BASE32}])[${BASE32}]{31}\\.[0-9a-z]{16,32}@[a-z0-9][a-z0-9.-]{1,200}`,
  'gi',
);

/** Our Message-IDs anywhere in a text: bounces return the mail, or its headers, as text or as a part. */
export function ownMessageIdsIn(texts: string[]): string[] {
  const found = texts.flatMap((text) => text.match(OWN_ID) ?? []);
  return [...new Set(found.map((id) => id.toLowerCase().replace(/[.-]+$/, '')))].slice(0, MAX_FOUND);
}

/** Where a machine's mail belongs that names our mail only in what it returns. Signed, as everything that leads to a conversation. */
export function bouncedClaims(mail: Pick<InboundMail, 'bouncedIds'>): ThreadClaim[] {
  return (mail.bouncedIds ?? []).flatMap((id) => {
    const key = parseReplyToken(messageIdTokenPart(id) ?? '');
    return key ? [{ by: 'messageId' as const, key, ours: false }] : [];
  });
}
