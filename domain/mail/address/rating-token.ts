import { timingSafeEqual } from 'node:crypto';
import { BASE32, type ConversationId, type ProjectId } from '../../ids.ts';
import { base32Mac } from './reply-address.ts';

const ID_LENGTH = 16;
/** 130 bits; a link has room. */
const MAC_LENGTH = 26;
const DOMAIN = 'throughline rating 1';

const TOKEN = new RegExp(`^([${BASE32}]{${ID_LENGTH}})-([0-9a-z]{1,9})-([${BASE32}]{${MAC_LENGTH}})$`);

export interface RatingKey {
  conversationId: ConversationId;
  /** Seconds since 1970 after which it opens nothing. */
  expires: number;
  mac: string;
}

interface Bound {
  conversationId: ConversationId;
  projectId: ProjectId;
  expires: number;
}

/** The token that lets whoever has it rate one conversation, signed by the newest secret. @throws RangeError without one. */
export function ratingToken(bound: Bound, secrets: readonly string[]): string {
  if (!secrets[0]) throw new RangeError('No link can be made for this conversation.');
  const body = bound.conversationId.slice('cnv_'.length);
  return `${body}-${bound.expires.toString(36)}-${macOf(bound, secrets[0])}`;
}

/** Proves nothing yet: `verifyRatingKey` does, once the conversation's project is known. */
export function parseRatingToken(text: string): RatingKey | null {
  const [, body, expires, mac] = TOKEN.exec(text) ?? [];
  if (!body || !expires || !mac) return null;
  return { conversationId: `cnv_${body}`, expires: parseInt(expires, 36), mac };
}

/** Takes the same time whichever character is wrong; every secret is tried, so that a rotation breaks no link. */
export function verifyRatingKey(
  key: RatingKey,
  { projectId, now }: { projectId: ProjectId; now: Date },
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(key.mac);
  let valid = false;
  for (const secret of secrets) {
    const expected = Buffer.from(macOf({ ...key, projectId }, secret));
    if (given.length === expected.length && timingSafeEqual(given, expected)) valid = true;
  }
  return valid && key.expires * 1_000 > now.getTime();
}

function macOf({ conversationId, projectId, expires }: Bound, secret: string): string {
  return base32Mac([DOMAIN, projectId, conversationId, expires].join('\n'), { secret, length: MAC_LENGTH });
}
