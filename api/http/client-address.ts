import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IPv6 is given out by the /64: one subscriber owns all of it. */
const SUBSCRIBER_GROUPS = 4;

/**
 * Whom limits count. Every proxy that is believed adds the address it was asked from to `X-Forwarded-For`: with two of them
 * the last but one entry is the client's. Without a number only a proxy on this machine is believed.
 */
export function clientAddress(
  req: IncomingMessage,
  { trustedProxies }: { trustedProxies: number | null },
): string {
  const peer = req.socket.remoteAddress ?? 'unknown';
  const believed = trustedProxies ?? (isLoopback(peer) ? 1 : 0);
  const forwarded = believed > 0 ? forwardedFor(req) : [];
  return subscriber(forwarded.at(-believed) ?? forwarded[0]) ?? subscriber(peer) ?? 'unknown';
}

function forwardedFor(req: IncomingMessage): string[] {
  const header = req.headers['x-forwarded-for'];
  return typeof header === 'string' ? header.split(',').map((entry) => entry.trim()) : [];
}

const isLoopback = (address: string) => /^(::1$|127\.|::ffff:127\.)/.test(address);

/** An address as it is written (RFC 5952), of IPv6 its network; null when it is none. Some proxies add the port. */
export function subscriber(text: string | null = ''): string | null {
  const bare = (text ?? '').replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  // Nearly all are written as they should be, or as a socket for both kinds has them: reading would only write them again.
  const plain = bare.replace(/^::ffff:/i, '');
  if (isIPv4(plain)) return plain;
  if (!ipaddr.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  if (address.kind() === 'ipv4') return address.toString();
  const groups = (address as ipaddr.IPv6).parts.map((group, at) => (at < SUBSCRIBER_GROUPS ? group : 0));
  return new ipaddr.IPv6(groups).toRFC5952String();
}
