import { firstHeader, type InboundMail } from './inbound-mail.ts';
import { splitAddress } from './reply-address.ts';
import type { SenderVerdict } from './message.ts';

/**
 * Whether the author's own domain vouches for the mail, read from the headers Postmark adds. Only the first header of
 * each name counts, because Postmark's stand above whatever the sender wrote; Authentication-Results may be the sender's
 * and is not read. `DKIM_VALID_AU` is SpamAssassin's test for a valid signature of the author's domain; SPF counts when
 * the envelope's domain is aligned with From (RFC 7489, 3.1.2, relaxed).
 */
export function senderVerdict(mail: InboundMail): SenderVerdict {
  const tests = new Set((firstHeader(mail, 'X-Spam-Tests') ?? '').toUpperCase().split(/[\s,]+/));
  if (tests.has('DKIM_VALID_AU')) return 'verified';
  const spf = receivedSpf(mail);
  if (spf.result === 'pass' && spf.aligned) return 'verified';
  if (tests.has('DMARC_REJECT') || tests.has('DMARC_QUAR') || tests.has('SPF_FAIL')) return 'failed';
  return spf.result === 'fail' ? 'failed' : 'unverified';
}

/** `softfail` and `neutral` say that the domain's owner is not sure; nor are we. */
function receivedSpf(mail: InboundMail): { result: string; aligned: boolean } {
  const value = firstHeader(mail, 'Received-SPF')?.slice(0, 2_000) ?? '';
  if (!fromOurReceiver(value, mail)) return { result: 'none', aligned: false };
  const envelope = /envelope-from="?<?([^\s;>"]+)/i.exec(value)?.[1] ?? '';
  const result = (/^\s*([a-z]+)/i.exec(value)?.[1] ?? 'none').toLowerCase();
  return { result, aligned: aligned(domainOf(envelope), domainOf(mail.from?.email ?? '')) };
}

/** Postmark names the address it received for; a line that names another receiver was written before Postmark. */
function fromOurReceiver(value: string, mail: InboundMail): boolean {
  const receiver = domainOf(/receiver=([^\s;]+)/i.exec(value)?.[1] ?? '');
  if (!receiver) return false;
  const own = [mail.originalRecipient, ...mail.to, ...mail.cc, ...mail.bcc].map(domainOf);
  return own.includes(receiver) || /(^|\.)postmarkapp\.com$/.test(receiver);
}

function aligned(envelope: string, author: string): boolean {
  if (!envelope || !author) return false;
  return envelope === author || envelope.endsWith(`.${author}`);
}

const domainOf = (address: string) => splitAddress(address).domain.toLowerCase().replace(/\.$/, '');
