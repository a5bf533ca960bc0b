import { CEILING_REASON, isFlood, mayBeginInFlood } from '../../domain/project/budgets/ceilings.ts';
import { TooFast } from '../../domain/errors.ts';
import { countBegunFromNetwork } from '../project/begun-from-network.ts';
import { createConversation, giveToPeople } from './conversations.ts';
import { countUse, readUse } from '../project/daily-use.ts';
import type { Queryable } from '../connection/database.ts';

/** The day has to end, or somebody to raise the ceiling. */
const PATIENCE_MS = 60_000;

/**
 * Begins a visitor's conversation and counts it. Beyond the project's ceiling of the day people answer it, and far beyond
 * a network that has begun many already begins nothing more. @returns false when the id exists already, whoever it belongs to. @throws TooFast
 */
export async function beginChat(
  db: Queryable,
  conversation: Parameters<typeof createConversation>[1],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await createConversation(tx, conversation))) return false;
    const { id, projectId, visitorId } = conversation;
    const used = await countUse(tx, { projectId, use: 'conversations', amount: 1 });
    const today = await readUse(tx, projectId);
    const most = today?.most.conversations ?? used;
    const flood = isFlood({ used, most });
    if (flood && !mayBeginInFlood(await countBegunFromNetwork(tx, { projectId, visitorId })))
      throw new TooFast(PATIENCE_MS);
    if (used > most)
      await giveToPeople(tx, id, { cause: 'budget', reason: CEILING_REASON, at: new Date().toISOString() });
    return true;
  });
}
