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

/** It exists as long as Postmark does: where it has no address, no name server of the internet was asked. */
const MUST_EXIST = 'inbound.postmarkapp.com';

/** Asks the name servers of this machine. */
export function systemDns(resolver: Resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 })): DnsLookup {
  let online: Promise<boolean> | undefined;
  const isOnline = () =>
    (online ??= resolver.resolve4(MUST_EXIST).then(
      () => true,
      () => false,
    ));
  const answer = async (ask: () => Promise<string[]>): Promise<DnsAnswer> => {
    try {
      const records = await ask();
      if (records.length > 0) return records;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!NOTHING.has(code)) return 'unreachable';
    }
    // A network without the internet says of every name that it does not exist.
    return (await isOnline()) ? 'none' : 'unreachable';
  };
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
