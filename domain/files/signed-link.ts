import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link is good for. The same subject under another purpose has another signature. */
export type LinkPurpose = 'download' | 'inline-image' | 'remote-image';

interface Link {
  purpose: LinkPurpose;
  /** What it opens: an id or an address. */
  subject: string;
  /** Seconds since 1970 after which it opens nothing. */
  expires: number;
}

/**
 * HMAC-SHA256 of a link, base64url, for places that can send neither a cookie nor a header: an image in a frame without
 * an origin, a download from somebody else's site. Whoever has the link may use it until it expires.
 */
function signatureOf({ purpose, subject, expires }: Link, secret: string): string {
  const key = createHmac('sha256', secret).update('signed links').digest();
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, expires, subject]))
    .digest('base64url');
}

/** The query string that a link carries. */
export function signedQuery(link: Link, secret: string): string {
  return `expires=${link.expires}&signature=${signatureOf(link, secret)}`;
}

export function isSigned(
  link: { purpose: LinkPurpose; subject: string; query: URLSearchParams; now: Date },
  secret: string,
): boolean {
  const expires = Number(link.query.get('expires'));
  if (!Number.isSafeInteger(expires) || expires * 1_000 < link.now.getTime()) return false;
  const expected = Buffer.from(signatureOf({ ...link, expires }, secret));
  const given = Buffer.from(link.query.get('signature') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
