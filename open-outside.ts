import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { publicAddressOf, type Address } from './public-address.ts';

/** How the world is reached; tests stand in for it on this machine. */
export interface OpenOptions {
  /** The address to connect to, or null when the host must not be reached. */
  addressOf?: (host: string, port: number) => Promise<Address | null>;
  ports?: readonly number[];
}

const WEB_PORTS = [80, 443];

/**
 * Asks for a file of the web as nobody: no cookies, no referrer. The host's address is looked up once, checked, and is the one
 * connected to. A redirect is the caller's to follow, by asking anew.
 * @returns null when it must not be asked for.
 */
export async function openOutside(
  url: URL,
  { headers, signal }: { headers: OutgoingHttpHeaders; signal: AbortSignal },
  { addressOf = (host) => publicAddressOf(host), ports = WEB_PORTS }: OpenOptions = {},
): Promise<IncomingMessage | null> {
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') return null;
  const port = Number(url.port || (secure ? 443 : 80));
  if ((ports.length > 0 && !ports.includes(port)) || url.username || url.password) return null;
  const pinned = await addressOf(url.hostname, port);
  if (!pinned) return null;
  return new Promise((resolve, reject) => {
    const request = (secure ? requestHttps : requestHttp)(url, {
      ...{ agent: false, signal, headers, setHost: false },
      // Not the system's look-up: a second answer could be another address.
      hostname: pinned.address,
      family: pinned.family,
      ...(isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 && { servername: url.hostname }),
    });
    request.setHeader('Host', url.host);
    request.once('response', resolve).once('error', reject).end();
  });
}

export const isRedirect = (status = 0) => [301, 302, 303, 307, 308].includes(status);
