import { createHash, randomBytes } from 'node:crypto';

/** A visitor's session token: 256 random bits, base64url, 43 characters. Only its hash is kept. */
export function newVisitorToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
