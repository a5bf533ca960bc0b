import type { IncomingMessage } from 'node:http';

/**
 * Milliseconds with the database before a request is told to try again. Its own work comes on top, and everybody has an
 * answer within two seconds.
 */
export const DATABASE_MS = 1_000;

/** A body of many megabytes is written at no less than this: a mail of 130 MB gets another 13 s. */
const BYTES_PER_MS = 10_000;

export function databaseTime({ headers }: IncomingMessage, ms = DATABASE_MS): number {
  const bytes = Number(headers['content-length'] ?? 0) || 0;
  return ms + Math.floor(bytes / BYTES_PER_MS);
}
