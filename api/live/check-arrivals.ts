import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import type { Database } from '../../db/connection/database.ts';
import { findSettled } from '../../db/recording/settled-messages.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { DATABASE_MS } from '../rpc/database-budget.ts';
import type { Arrivals } from '../streams/arrivals.ts';

/** Longer than recording usually takes, and shorter than an agent notices: most messages are never asked about. */
const CHECK_AFTER_MS = 50;
/** What nobody announces, such as words that were accepted twice, and conversations that are gone. */
const CHECK_EVERY_MS = 30_000;

/**
 * Asks the tables what became of messages that nobody says are recorded, all of a moment at once; a burst costs one reading.
 * @returns how to stop.
 */
export function checkArrivals(db: Database, arrivals: Arrivals): () => void {
  const due = new Set<ConversationId>();
  let timer: NodeJS.Timeout | undefined;
  const check = async () => {
    timer = undefined;
    const conversationIds = [...due];
    due.clear();
    const asked = conversationIds.flatMap((conversationId) =>
      arrivals.of(conversationId).map(({ id }) => ({ conversationId, id })),
    );
    if (asked.length === 0) return;
    const found = await withinDatabaseTime(DATABASE_MS, () => findSettled(db, asked)).catch(() => []);
    for (const { conversationId, id } of found) arrivals.settled(conversationId, [id]);
    for (const conversationId of conversationIds) arrivals.delayed(conversationId);
  };
  const hear = (id: ConversationId) => {
    due.add(id);
    timer ??= setTimeout(() => void check(), CHECK_AFTER_MS).unref();
  };
  const every = setInterval(() => arrivals.in().forEach(hear), CHECK_EVERY_MS).unref();
  const unfollow = arrivals.follow(hear);
  return () => {
    unfollow();
    clearInterval(every);
    clearTimeout(timer);
  };
}
