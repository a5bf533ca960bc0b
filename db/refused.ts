import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { isPermanent } from '../domain/refused.ts';

/** postgres.js's own codes for what it cannot send. */
const CANNOT_BE_SENT = ['MAX_PARAMETERS_EXCEEDED', 'UNDEFINED_VALUE'];

/**
 * What a failure of the database says, without what the statement held; null when it is not the database's. `permanent`:
 * the same statement fails every time.
 */
export function databaseFailure(error: unknown): { words: string; permanent: boolean } | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof postgres.PostgresError)
    return { words: `${error.message} (${error.code})`, permanent: isPermanent(error.code) };
  if ('code' in error && CANNOT_BE_SENT.includes(String(error.code)))
    return { words: error.message, permanent: true };
  const behind = databaseFailure(error.cause);
  if (behind || !(error instanceof DrizzleQueryError)) return behind;
  return { words: error.cause?.message || 'The database did not answer.', permanent: false };
}
