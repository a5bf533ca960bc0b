import { DrizzleQueryError } from 'drizzle-orm';
import pg from 'pg';
import { isPermanent } from '../../domain/permanent-errors.ts';

/**
 * What a failure of the database says, without what the statement held; null when it is not the database's. `permanent`:
 * the same statement fails every time.
 */
export function databaseFailure(error: unknown): { words: string; permanent: boolean } | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof pg.DatabaseError) {
    const { message, code = '' } = error;
    return { words: `${message} (${code})`, permanent: isPermanent(code) };
  }
  const behind = databaseFailure(error.cause);
  if (behind || !(error instanceof DrizzleQueryError)) return behind;
  return { words: error.cause?.message || 'The database did not answer.', permanent: false };
}
