import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface Address {
  address: string;
  family: 4 | 6;
}

export type Resolve = (host: string) => Promise<Address[]>;

/** The only part of IPv6 that is given out (RFC 4291, 2.4): outside of it lie old ways to write IPv4, such as `::7f00:1`. */
const GLOBAL = /^[23][\da-f]{3}:/;

/** Global unicast and nothing else: neither this machine nor its network nor a cloud's metadata, in no notation. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return (
    parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || GLOBAL.test(parsed.toNormalizedString()))
  );
}

/** What can be said of a URL's host without a look-up: a name may still lead into our own network. */
export function mayBePublic(host: string): boolean {
  const bare = bareHost(host);
  return isIP(bare) === 0 ? /\.(?!localhost$)[^.]+$/i.test(bare) : isPublicAddress(bare);
}

/** @throws when nobody could say. */
export const lookUp: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

const bareHost = (host: string) => host.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/**
 * The one address to connect to for a host, checked. One private answer among several refuses the host: a name that
 * points at our own network means no good. The host is a URL's, where numbers in any notation are dotted already.
 * @returns null when it must not be reached.
 */
export async function publicAddressOf(
  host: string,
  resolve: Resolve = (name) => lookUp(name).catch(() => []),
): Promise<Address | null> {
  const bare = bareHost(host);
  const answers =
    isIP(bare) !== 0
      ? [{ address: bare, family: bare.includes(':') ? (6 as const) : (4 as const) }]
      : await resolve(bare);
  const [first] = answers;
  return first && answers.every(({ address }) => isPublicAddress(address)) ? first : null;
}
