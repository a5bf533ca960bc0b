import { createHmac, timingSafeEqual } from 'node:crypto';
import { BASE32, type ConversationId, type ProjectId } from '../../ids.ts';
import { foldAddress } from './mail-address.ts';
import type { MailIdentity } from './mail-envelope.ts';

const ID_LENGTH = 16;
/** 75 bits: with Postmark's hash of 32 and the plus, the local part is at the 64 octets of RFC 5321, 4.5.3.1.1. */
const MAC_LENGTH = 15;
const DOMAIN = 'throughline reply address 1';

const TOKEN = new RegExp(`^[${BASE32}]{${ID_LENGTH + MAC_LENGTH}}$`);
/** A token that lost, gained or changed a character: recognised as ours so that it can be shown as forged. */
const BROKEN_TOKEN = /^[0-9a-z]{29,33}$/;

export interface ReplyKey {
  conversationId: ConversationId;
  mac: string;
}

interface Bound {
  conversationId: ConversationId;
  projectId: ProjectId;
}

/**
 * The token that names one conversation in reply addresses and Message-IDs, signed by the newest secret.
 * @throws RangeError for a conversation id that is not sixteen base32 characters: it has no address.
 */
export function replyToken(bound: Bound, secrets: readonly string[]): string {
  const body = bound.conversationId.slice('cnv_'.length);
  const token = body + macOf(bound, secrets[0] ?? '');
  if (!secrets[0] || !TOKEN.test(token))
    throw new RangeError('No reply address can be made for this conversation.');
  return token;
}

/** Reads a token in either case. Proves nothing yet: `verifyReplyKey` does, once the conversation's project is known. */
export function parseReplyToken(text: string): ReplyKey | null {
  const token = foldCase(text);
  if (!token || !TOKEN.test(token)) return null;
  return { conversationId: `cnv_${token.slice(0, ID_LENGTH)}`, mac: token.slice(ID_LENGTH) };
}

/** Whether the text stands where a token would and has nearly the form of one. */
export function looksLikeReplyToken(text: string): boolean {
  const token = foldCase(text);
  return token !== null && BROKEN_TOKEN.test(token);
}

/** Takes the same time whichever character is wrong; every secret is tried, so that a rotation breaks no address. */
export function verifyReplyKey(key: ReplyKey, projectId: ProjectId, secrets: readonly string[]): boolean {
  const given = Buffer.from(key.mac);
  let valid = false;
  for (const secret of secrets) {
    const expected = Buffer.from(macOf({ conversationId: key.conversationId, projectId }, secret));
    if (given.length === expected.length && timingSafeEqual(given, expected)) valid = true;
  }
  return valid;
}

/**
 * Where answers to a conversation go. `INBOUND_ADDRESS` gives Postmark's `HASH+TOKEN@…`, or `r.TOKEN@…` when it is a
 * catch-all such as `*@in.example.com`; `INBOUND_DOMAIN` gives `reply+TOKEN@…`.
 */
export function replyAddress(bound: Bound, mail: MailIdentity): string {
  return tokenAddress(replyToken(bound, mail.replyAddressSecrets), mail);
}

/** Where a mail for this token arrives, in the form that the installation's host can take. */
export function tokenAddress(token: string, mail: MailIdentity): string {
  if (!mail.inboundAddress) return `reply+${token}@${inboundDomain(mail)}`;
  const { local, domain } = splitAddress(mail.inboundAddress);
  return local === '*' ? `r.${token}@${domain}` : `${local}+${token}@${domain}`;
}

/** The part of an address where a token would stand, in any of the three forms; null when it has none of them. */
export function tokenPart(address: string): string | null {
  const { local } = splitAddress(address);
  if (/^r\./i.test(local)) return local.slice(2);
  const plus = local.lastIndexOf('+');
  return plus > 0 ? local.slice(plus + 1) : null;
}

/** Where this installation's mail arrives, in lower case. */
export function inboundDomain(mail: MailIdentity): string {
  return (mail.inboundDomain ?? splitAddress(mail.inboundAddress ?? '').domain).toLowerCase();
}

/** Whether mail to this address reaches this installation and no other: a provider's inbound domain is shared by many. */
export function isOurAddress(address: string, mail: MailIdentity): boolean {
  const { local, domain } = splitAddress(foldAddress(address));
  if (mail.inboundDomain && domain === foldAddress(mail.inboundDomain)) return true;
  const own = splitAddress(foldAddress(mail.inboundAddress ?? ''));
  if (!own.domain || domain !== own.domain) return false;
  return own.local === '*' || local === own.local || local.startsWith(`${own.local}+`);
}

export function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at < 0
    ? { local: address, domain: '' }
    : { local: address.slice(0, at), domain: address.slice(at + 1) };
}

/** An address without what stands behind its first plus (RFC 5233). */
export function untagged(address: string): string {
  const { local, domain } = splitAddress(address);
  const plus = local.indexOf('+');
  return plus > 0 ? `${local.slice(0, plus)}@${domain}` : address;
}

/**
 * A reply address as it was before something on the way wrote it differently: its plus encoded, its local part quoted,
 * invisible hyphens in it. Safe to undo, because the MAC decides whether it is ours.
 */
export function mended(address: string): string {
  const visible = address.slice(0, MAX_MENDED).replace(/[\p{Cf}\s]+/gu, '');
  const { local, domain } = splitAddress(visible);
  const plain = local.replace(/^"(.*)"$/, '$1').replace(/[%=]2b/gi, '+');
  return domain ? `${plain}@${domain}` : plain;
}

/** Longer than any address of ours, in any disguise. */
const MAX_MENDED = 400;

/** ASCII only: Unicode folding would let the Kelvin sign pass for a k. */
export function foldCase(text: string): string | null {
  return /^[0-9a-zA-Z]+$/.test(text) ? text.toLowerCase() : null;
}

function macOf({ conversationId, projectId }: Bound, secret: string): string {
  return base32Mac(`${DOMAIN}\n${projectId}\n${conversationId}`, { secret, length: MAC_LENGTH });
}

/** An HMAC-SHA256 cut to `length` characters of five bits each. */
export function base32Mac(text: string, { secret, length }: { secret: string; length: number }): string {
  const digest = createHmac('sha256', secret).update(text).digest('hex');
  const bits = BigInt(`0x${digest}`) >> BigInt(256 - length * 5);
  return Array.from({ length }, (_, i) => BASE32[Number((bits >> BigInt((length - 1 - i) * 5)) & 31n)]).join(
    '',
  );
}
