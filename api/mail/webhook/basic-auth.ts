import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request carries one of the secrets as its HTTP Basic password (RFC 7617); the user name is not looked at.
 * Digests are compared, so that the time says nothing about the secrets or their lengths.
 */
export function hasBasicSecret(req: IncomingMessage, secrets: readonly string[]): boolean {
  const encoded = /^Basic ([A-Za-z0-9+/=]{1,4000})$/i.exec(req.headers.authorization ?? '')?.[1];
  if (!encoded) return false;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  const given = digest(credentials.slice(credentials.indexOf(':') + 1));
  return secrets.map((secret) => timingSafeEqual(given, digest(secret))).includes(true);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
