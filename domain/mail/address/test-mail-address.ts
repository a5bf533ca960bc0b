import { createHmac, timingSafeEqual } from 'node:crypto';
import { BASE32, type TestMailId } from '../../ids.ts';
import type { MailIdentity } from './mail-envelope.ts';
import { inboundDomain, splitAddress, tokenPart } from './reply-address.ts';

const ID_LENGTH = 16;
/** As long as a reply address's: with Postmark's hash the local part is at the 64 octets of RFC 5321, 4.5.3.1.1. */
const MAC_LENGTH = 15;
/** Another one than reply addresses have: a token of one kind never verifies as the other. */
const DOMAIN = 'throughline test mail 1';

const TOKEN = new RegExp(`^([${BASE32}]{${ID_LENGTH}})([0-9a-f]{${MAC_LENGTH}})$`);

/** Where a test mail goes: to the installation itself, in the form its reply addresses have, and to no conversation. */
export function testMailAddress(id: TestMailId, mail: MailIdentity): string {
  const token = id.slice('tst_'.length) + macOf(id, mail.replyAddressSecrets[0] ?? '');
  if (!mail.inboundAddress) return `test+${token}@${inboundDomain(mail)}`;
  const { local, domain } = splitAddress(mail.inboundAddress);
  return local === '*' ? `r.${token}@${domain}` : `${local}+${token}@${domain}`;
}

/** The test mail that an address names; null for every other address. Every secret is tried. */
export function testMailOf(address: string, secrets: readonly string[]): TestMailId | null {
  const [, body, mac] = TOKEN.exec(tokenPart(address)?.toLowerCase() ?? '') ?? [];
  if (!body || !mac) return null;
  const id: TestMailId = `tst_${body}`;
  const known = secrets.map((secret) => timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(id, secret))));
  return known.includes(true) ? id : null;
}

function macOf(id: TestMailId, secret: string): string {
  return createHmac('sha256', secret).update(`${DOMAIN}\n${id}`).digest('hex').slice(0, MAC_LENGTH);
}
