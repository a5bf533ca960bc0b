import { addressesOf, firstHeader, headerValues, type InboundMail } from '../inbound-mail.ts';
import { foldAddress } from '../address/mail-address.ts';
import { splitAddress } from '../address/reply-address.ts';
import type { SenderVerdict } from '../../message.ts';

/**
 * What our own check of the raw mail found: a valid signature of the author's domain, or what that domain wants done with
 * mail that has none (DMARC). `unknown`: it could not be checked, for instance because no name server answered.
 */
export type SenderProof = 'signed' | 'disowned' | 'nothing' | 'contradiction' | 'unknown';

/**
 * Whether the author's own domain vouches for the mail. Our own check of the raw mail goes first, because nobody can write
 * that for us. Without it the headers count that Postmark adds, and of each name only the first, because Postmark's stand
 * above whatever the sender wrote; Authentication-Results may be the sender's and is not read. `DKIM_VALID_AU` is
 * SpamAssassin's test for a valid signature of the author's domain; SPF counts when the envelope's domain is aligned with
 * From (RFC 7489, 3.1.2, relaxed).
 */
export function senderVerdict(mail: InboundMail, proof: SenderProof | null = null): SenderVerdict {
  if (proof === 'contradiction' || hasOtherAuthors(mail)) return 'failed';
  const stamped = stampedVerdict(mail, { trustDkim: proof === null });
  if (proof === 'signed') return 'verified';
  if (proof === 'disowned') return stamped === 'verified' ? 'verified' : 'failed';
  // Whoever can keep us from checking must not gain by it.
  return proof === 'unknown' && stamped === 'verified' ? 'unverified' : stamped;
}

function stampedVerdict(mail: InboundMail, { trustDkim }: { trustDkim: boolean }): SenderVerdict {
  const tests = new Set((firstHeader(mail, 'X-Spam-Tests') ?? '').toUpperCase().split(/[\s,]+/, 200));
  if (trustDkim && tests.has('DKIM_VALID_AU')) return 'verified';
  const spf = receivedSpf(mail);
  if (spf.result === 'pass' && spf.aligned) return 'verified';
  if (tests.has('DMARC_REJECT') || tests.has('DMARC_QUAR') || tests.has('SPF_FAIL')) return 'failed';
  return spf.result === 'fail' ? 'failed' : 'unverified';
}

/** The provider lifts From out of the headers; one that is left there is a second author (RFC 7489, 6.6.1). */
function hasOtherAuthors(mail: InboundMail): boolean {
  const author = mail.from?.email;
  return headerValues(mail, 'From').some((value) => {
    const written = addressesOf(value).map(foldAddress);
    return written.length !== 1 || written[0] !== author;
  });
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
  return receiver === domainOf(mail.originalRecipient) || /(^|\.)postmarkapp\.com$/.test(receiver);
}

function aligned(envelope: string, author: string): boolean {
  if (!envelope || !author) return false;
  return envelope === author || envelope.endsWith(`.${author}`);
}

const domainOf = (address: string) => splitAddress(foldAddress(address)).domain;
