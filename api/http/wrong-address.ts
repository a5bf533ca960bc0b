import type { IncomingMessage } from 'node:http';
import { ownOrigins } from './own-origins.ts';

/**
 * Whether an inbox was opened at an address that is not the installation's: its cookies and links are made for one, so a
 * right password would be refused there, and the agent would doubt the password.
 */
export function isWrongAddress(req: IncomingMessage, publicUrl: string): boolean {
  const { origin } = req.headers;
  return origin !== undefined && !ownOrigins(publicUrl).some((own) => new URL(own).origin === origin);
}
