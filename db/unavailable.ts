import { DatabaseTooSlow } from './database-time.ts';

/** Of the connection and of the network: nobody listens, the line was cut, the server does not speak. */
const CONNECTION = new Set(
  'CONNECTION_CLOSED CONNECTION_ENDED CONNECTION_DESTROYED CONNECT_TIMEOUT ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN'.split(
    ' ',
  ),
);

/** Of Postgres: connection exceptions, insufficient resources, shutting down, a standby that cannot write, a lost race. */
const SQLSTATE = /^(08|53|57P|57014|25006|40001|40P01|55P03)/;

/** Whether the database itself was not to be had, so that the same may succeed later; drizzle wraps what it throws. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseTooSlow) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (error.name === 'PostgresError' ? SQLSTATE.test(code) : CONNECTION.has(code)) return true;
  return isUnavailable(error.cause);
}
