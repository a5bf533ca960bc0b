import { setTimeout as delay } from 'node:timers/promises';
import { getDomain } from 'tldts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { splitAddress } from '../../../domain/mail/address/reply-address.ts';
import type { SenderProof } from '../../../domain/mail/judging/sender-verdict.ts';
import { notFound, type Resolve } from '../provider/dns-resolver.ts';

/** The provider waits two minutes for an answer; an author whose name servers take longer than this stays unproven. */
const DEADLINE_MS = 6_000;
/** Real mail carries one to three signatures; each costs a look-up and a decryption. */
const MAX_SIGNATURES = 10;
const MAX_HEAD = 200_000;

/** Checks the raw mail ourselves: DKIM of the author's own domain (RFC 6376), and what that domain asks for (RFC 9989). */
export async function proveSender(
  raw: string,
  mail: Pick<InboundMail, 'from'>,
  options: { resolve: Resolve; deadlineMs?: number },
): Promise<SenderProof> {
  const author = mail.from?.email ?? '';
  const head = headOf(raw);
  if (!head || !author) return 'unknown';
  if (head.authors !== 1) return 'contradiction';
  if (!head.checkable) return 'unknown';
  const done = new AbortController();
  const late = delay(options.deadlineMs ?? DEADLINE_MS, 'unknown' as const, {
    signal: done.signal,
    ref: false,
  });
  try {
    return await Promise.race([check(raw, { author, resolve: options.resolve }), late]);
  } catch {
    return 'unknown';
  } finally {
    done.abort();
    late.catch(() => undefined);
  }
}

async function check(
  raw: string,
  { author, resolve }: { author: string; resolve: Resolve },
): Promise<SenderProof> {
  // With the first mail: an api that gets none has 5 MB less.
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const { dmarc } = await import('mailauth/lib/dmarc/index.js');
  const domain = splitAddress(author).domain;
  const resolver = onlyFor(domain, resolve);
  const { headerFrom, results } = await dkimVerify(Buffer.from(raw, 'utf8'), { resolver });
  // The provider read another author than we do: neither reading is worth much then.
  if (headerFrom.length !== 1 || foldAddress(headerFrom[0] ?? '') !== author) return 'contradiction';
  const passed = results.filter((each) => each.status.result === 'pass' && signsAuthor(each));
  const signers = passed.flatMap(({ signingDomain }) => signingDomain?.toLowerCase() ?? []);
  const policy = await dmarc({
    headerFrom,
    spfDomains: [],
    dkimDomains: signers.map((signer) => ({ domain: signer })),
    resolver,
  });
  const verdict = policy === false ? 'temperror' : policy.status.result;
  if (verdict === 'pass') return signers.some((each) => isOnLine(each, domain)) ? 'signed' : 'nothing';
  if (verdict === 'none' && signers.some((each) => isAtOrAbove(each, domain))) return 'signed';
  const unread = results.some(({ status }) => status.result === 'temperror' && status.aligned);
  if (verdict === 'temperror' || unread || policy === false) return 'unknown';
  return policy.policy === 'reject' || policy.policy === 'quarantine' ? 'disowned' : 'nothing';
}

/**
 * A sibling signs for itself: tenants of one host have a parent in common, and nothing else. What the domain says of its
 * sub-domains (`adkim`) was asked before.
 */
const isOnLine = (signer: string, author: string) =>
  isAtOrAbove(signer, author) || isAtOrAbove(author, signer);
const isAtOrAbove = (domain: string, other: string) => other === domain || other.endsWith(`.${domain}`);

/** A signature that leaves From out proves nothing about it. */
function signsAuthor(result: object): boolean {
  const signed: unknown = 'signingHeaders' in result ? result.signingHeaders : null;
  const keys = signed && typeof signed === 'object' && 'keys' in signed ? String(signed.keys) : '';
  return /(^|:)\s*from\s*(:|$)/i.test(keys);
}

/**
 * Only the author's own domain counts, so only its name servers are asked: others could keep us waiting on purpose. Whether a
 * name exists is asked by its TXT records as well.
 */
function onlyFor(domain: string, resolve: Resolve): Resolve {
  const family = getDomain(domain) ?? domain;
  return (name, type) =>
    isAtOrAbove(family, name.toLowerCase()) && type !== 'CNAME'
      ? resolve(name, 'TXT')
      : Promise.reject(notFound(name));
}

/**
 * @returns null when this is no mail. Not checkable: more signatures than a real mail carries, or one over a part of the
 * body only (`l=`), to which anybody could have added the rest.
 */
function headOf(raw: string): { authors: number; checkable: boolean } | null {
  const end = raw.slice(0, MAX_HEAD).search(/\r?\n\r?\n/);
  if (end < 0) return null;
  const fields = raw.slice(0, end).split(/\r?\n(?![ \t])/);
  const signatures = fields.filter((field) => /^dkim-signature[ \t]*:/i.test(field));
  const authors = fields.filter((field) => /^from[ \t]*:/i.test(field)).length;
  const partial = signatures.some((field) => /[;:\s]l\s*=/i.test(field));
  return { authors, checkable: signatures.length <= MAX_SIGNATURES && !partial };
}
