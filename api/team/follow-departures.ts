import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Database } from '../../db/connection/database.ts';
import { listLeftBehind, type LeftBehind } from '../../db/project/team/departures.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { GatewayOf } from '../gateway/gateway.ts';
import type { FeedHub } from '../streams/feed-hub.ts';

interface Dependencies {
  db: Database;
  team: GatewayOf<'team'>;
  feed: Pick<FeedHub, 'endings'>;
  log: Logger;
}

/** What no feed said: another process was killed in between, or a closed conversation was opened again. One small query. */
const EVERY_MS = 15_000;
/** A signal waits in Temporal while no worker runs: a conversation that was told is not told at every look. */
const TOLD_AGAIN_AFTER_MS = 120_000;

/**
 * Whatever a member who left was responsible for goes back to the team, however they were removed: the rows say it, so a
 * killed process forgets nothing. @returns how to stop.
 */
export function followDepartures(deps: Dependencies): { stop(): Promise<void> } {
  const told = new Map<MessageId, number>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;
  const round = (): void => {
    clearTimeout(timer);
    running = running
      .then(() => signalAll(deps, told))
      .catch((err: unknown) => deps.log.warn({ err }, 'conversations of members who left are returned later'))
      .then(() => {
        clearTimeout(timer);
        if (!stopped) timer = setTimeout(round, EVERY_MS);
      });
  };
  const unfollow = deps.feed.endings((ending) => {
    if (ending !== 'missed' && ending.kind === 'membership_ended') round();
  });
  round();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      unfollow();
      return running;
    },
  };
}

async function signalAll({ db, team, log }: Dependencies, told: Map<MessageId, number>): Promise<void> {
  const now = Date.now();
  for (const [id, at] of told) if (now - at > TOLD_AGAIN_AFTER_MS) told.delete(id);
  for (const left of await listLeftBehind(db)) {
    const id = idOf(left);
    if (told.has(id)) continue;
    const { conversationId, agentId } = left;
    // One that Temporal does not take holds up no other.
    await team.signal('memberLeft', conversationId, { id, agentId }).then(
      () => told.set(id, now),
      (err: unknown) => log.warn({ err, conversationId }, 'a conversation is returned to its team later'),
    );
  }
}

/** The same for whoever looks at the same rows: any number of processes tell it once. */
function idOf({ conversationId, agentId, revision }: LeftBehind): MessageId {
  const digest = createHash('sha256').update(`${conversationId} ${agentId} ${revision}`).digest('hex');
  return `msg_${digest.slice(0, 32)}`;
}
