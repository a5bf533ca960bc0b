import type { IncomingMessage } from 'node:http';

/**
 * Whom rate limits count: the peer's address, IPv6 by its /64, since one subscriber owns all of it.
 * `X-Forwarded-For` is believed only from a proxy on this machine, or from whoever asks when only a proxy can.
 */
export function clientAddress(req: IncomingMessage, { behindProxy }: { behindProxy: boolean }): string {
  const peer = req.socket.remoteAddress ?? 'unknown';
  const forwarded = req.headers['x-forwarded-for'];
  const last = typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined;
  return network((behindProxy || isLoopback(peer)) && last ? last : peer);
}

const isLoopback = (address: string) => /^(::1|127\.|::ffff:127\.)/.test(address);

function network(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}
