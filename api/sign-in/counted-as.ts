import { addressesOfSessions } from '../../db/project/agents.ts';
import type { Database } from '../../db/connection/database.ts';
import { subscriber } from '../http/client-address.ts';

/**
 * As whom a try at an account is counted. Networks that it is signed in from are counted apart, so that no stranger uses up what its agent may
 * do where they work. `made`: a session that does not make its network known.
 */
export async function countedAs(
  db: Database,
  { email, network, made }: { email: string; network: string; made?: string },
): Promise<string> {
  const account = email.toLowerCase();
  const known = (await addressesOfSessions(db, account, made)).some((each) => subscriber(each) === network);
  return known ? `${account} ${network}` : account;
}
