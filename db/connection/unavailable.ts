import pg from 'pg';
import { DatabaseTooSlow } from './database-time.ts';

/** Of the network: nobody listens, the line was cut, there is no such host. */
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN)/;

/** What the client says in words alone: the connection ended, or there was no place in the pool. */
const CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (was closed|has encountered|has already been))/;

/** Of Postgres: connection exceptions, insufficient resources, shutting down, a standby that cannot write, a lost race. */
const SQLSTATE = /^(08|53|57P|57014|25006|40001|40P01|55P03)/;

/** Whether the database itself was not to be had, so that the same may succeed later; drizzle wraps what it throws. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseTooSlow) return true;
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return SQLSTATE.test(error.code ?? '');
  if (CONNECTION.test(error.message) || ('code' in error && NETWORK.test(String(error.code)))) return true;
  return isUnavailable(error.cause);
}
