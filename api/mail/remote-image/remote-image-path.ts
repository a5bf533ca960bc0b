import { signedQuery } from '../../../domain/files/signed-link.ts';

/** Where our own origin serves a picture of the web. Signed, so that nobody makes the api fetch what no mail named. */
export function remoteImagePath(
  url: string,
  { expires, secret }: { expires: number; secret: string },
): string {
  const query = signedQuery({ purpose: 'remote-image', subject: url, expires }, secret);
  return `/remote-image?url=${encodeURIComponent(url)}&${query}`;
}
