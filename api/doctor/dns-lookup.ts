import { Resolver } from 'node:dns/promises';
import type { DnsAnswer } from '../../domain/doctor/dns-checks.ts';

/** Names in, records out; never throws. */
export interface DnsLookup {
  mx(domain: string): Promise<DnsAnswer>;
  txt(domain: string): Promise<DnsAnswer>;
  cname(domain: string): Promise<DnsAnswer>;
}

/** Of one question, twice: a page that waits for a name server shows nothing meanwhile. */
const TIMEOUT_MS = 2_000;

/** Asks the name servers of this machine. */
export function systemDns(): DnsLookup {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  return {
    mx: (domain) =>
      answer(async () => {
        const records = await resolver.resolveMx(domain);
        return records.sort((one, other) => one.priority - other.priority).map(({ exchange }) => exchange);
      }),
    txt: (domain) => answer(async () => (await resolver.resolveTxt(domain)).map((pieces) => pieces.join(''))),
    cname: (domain) => answer(() => resolver.resolveCname(domain)),
  };
}

/** The name server answered, and there is nothing: everything else says only that it did not answer. */
const NOTHING = new Set(['ENODATA', 'ENOTFOUND']);

async function answer(ask: () => Promise<string[]>): Promise<DnsAnswer> {
  try {
    const records = await ask();
    return records.length > 0 ? records : 'none';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return NOTHING.has(code) ? 'none' : 'unreachable';
  }
}
