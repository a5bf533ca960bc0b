import type { Logger } from 'pino';
import { holdBulk, letGoOfBulk } from '../../db/bulk/carry-bulk.ts';
import type { BulkAct } from '../../db/bulk/bulk-acts.ts';
import type { FeedHub } from '../streams/feed-hub.ts';
import { carryOut, type BulkDependencies } from './carry-out.ts';

/** What another process left when it was killed. An idle look is one small query. */
const EVERY_MS = 2_000;
/** Agents' acts at a time; each asks several conversations at once. */
const MOST_ACTS = 4;

/**
 * Carries out acts on many conversations, also those that an earlier process began: the rows say how far they are, so neither a
 * killed process nor a closed browser leaves half of one. @returns how to stop.
 */
export function followBulks(deps: BulkDependencies & { feed: Pick<FeedHub, 'bulks'>; log: Logger }): {
  stop(): Promise<void>;
} {
  const running = new Set<Promise<void>>();
  let stopped = false;
  let taking = Promise.resolve();

  const run = async (act: BulkAct): Promise<void> => {
    const { db, gateway, config } = deps;
    try {
      const ended = await carryOut({ db, gateway, config }, act, () => stopped);
      if (ended === 'stopping') await letGoOfBulk(db, act);
      else look();
    } catch (err) {
      deps.log.warn({ err, bulkId: act.id }, 'an act on many conversations goes on later');
    }
  };
  const take = async (): Promise<void> => {
    while (!stopped && running.size < MOST_ACTS) {
      const act = await holdBulk(deps.db);
      if (!act) return;
      const work: Promise<void> = run(act).finally(() => running.delete(work));
      running.add(work);
    }
  };
  const look = (): void => {
    taking = taking
      .then(take)
      .catch((err: unknown) => deps.log.warn({ err }, 'acts on many conversations are looked for later'));
  };

  const timer = setInterval(look, EVERY_MS);
  const unfollow = deps.feed.bulks(look);
  look();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      unfollow();
      await taking;
      await Promise.all(running);
    },
  };
}
