import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { isRasterImage } from '../../../domain/files/attachment.ts';
import { contentTypeOf, HEAD_BYTES } from '../../../domain/files/content-type.ts';
import { publicAddressOf, type Address } from '../../../public-address.ts';

export interface FetchedImage {
  bytes: Buffer;
  contentType: string;
}

export interface ImageFetchOptions {
  /** The address to connect to, or null when the host must not be reached. */
  addressOf?: (host: string) => Promise<Address | null>;
  ports?: readonly number[];
}

const MAX_BYTES = 5_000_000;
/** For everything together, redirects included. */
const TIMEOUT_MS = 10_000;
/** From http to https, to a www, to a content network. */
const MAX_REDIRECTS = 3;
const WEB_PORTS = [80, 443];

/**
 * A raster picture of the web, fetched as nobody: no cookies, no referrer, no address of a reader. The host's address is
 * looked up once, checked, and is the one connected to; a redirect begins anew.
 * @returns null when it must not be fetched, cannot be, or is no picture.
 */
export async function fetchImage(url: string, options: ImageFetchOptions = {}): Promise<FetchedImage | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    let next: URL | null = new URL(url);
    for (let hop = 0; next && hop <= MAX_REDIRECTS; hop++) {
      const response = await open(next, { ...options, signal });
      if (!response) return null;
      const location: string | undefined = response.headers.location;
      if (response.statusCode === 200) return await imageOf(response);
      response.destroy();
      next = isRedirect(response.statusCode) && location ? new URL(location, next) : null;
    }
  } catch {
    // Whatever a stranger's server does is the same to the reader: no picture.
  }
  return null;
}

const isRedirect = (status = 0) => [301, 302, 303, 307, 308].includes(status);

async function open(
  url: URL,
  { addressOf = publicAddressOf, ports = WEB_PORTS, signal }: ImageFetchOptions & { signal: AbortSignal },
): Promise<IncomingMessage | null> {
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') return null;
  if (!ports.includes(Number(url.port || (secure ? 443 : 80))) || url.username || url.password) return null;
  const pinned = await addressOf(url.hostname);
  if (!pinned) return null;
  return new Promise((resolve, reject) => {
    const request = (secure ? requestHttps : requestHttp)(url, {
      agent: false,
      signal,
      headers: {
        Accept: 'image/*',
        'Accept-Encoding': 'identity',
        'User-Agent': 'Mozilla/5.0 (compatible; image proxy)',
      },
      // Not the system's look-up: a second answer could be another address.
      hostname: pinned.address,
      family: pinned.family,
      ...(isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 && { servername: url.hostname }),
      setHost: false,
    });
    request.setHeader('Host', url.host);
    request.once('response', resolve).once('error', reject).end();
  });
}

async function imageOf(response: IncomingMessage): Promise<FetchedImage | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const contentType = contentTypeOf(bytes.subarray(0, HEAD_BYTES), '');
  return isRasterImage(contentType) ? { bytes, contentType } : null;
}
