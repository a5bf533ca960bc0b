import type { IncomingMessage } from 'node:http';
import { isRasterImage } from '../../../domain/files/attachment.ts';
import { contentTypeOf, HEAD_BYTES } from '../../../domain/files/content-type.ts';
import { isRedirect, openOutside, type OpenOptions } from '../../../open-outside.ts';

export interface FetchedImage {
  bytes: Buffer;
  contentType: string;
}

const HEADERS = {
  Accept: 'image/*',
  'Accept-Encoding': 'identity',
  'User-Agent': 'Mozilla/5.0 (compatible; image proxy)',
};
const MAX_BYTES = 5_000_000;
/** For everything together, redirects included. */
const TIMEOUT_MS = 10_000;
/** From http to https, to a www, to a content network. */
const MAX_REDIRECTS = 3;

/**
 * A raster picture of the web, fetched as nobody: no cookies, no referrer, no address of a reader. The host's address is
 * looked up once, checked, and is the one connected to; a redirect begins anew.
 * @returns null when it must not be fetched, cannot be, or is no picture.
 */
export async function fetchImage(url: string, options: OpenOptions = {}): Promise<FetchedImage | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    let next: URL | null = new URL(url);
    for (let hop = 0; next && hop <= MAX_REDIRECTS; hop++) {
      const response = await openOutside(next, { headers: HEADERS, signal }, options);
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
