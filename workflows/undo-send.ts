import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { ConversationState } from '../domain/conversation/state.ts';
import { waitEnded } from '../domain/replies/undo-send.ts';
import { waitsOf, type Wait } from '../domain/replies/waits.ts';
import { passOn } from '../domain/moving/pass-on.ts';

export interface ReplyTimers {
  /** Something waits without a timer, or a timer runs for nothing. */
  outOfDate(): boolean;
  follow(): void;
}

/**
 * A durable timer for everything that waits to leave. The moments themselves are in the state, so a run that continues
 * as new sets its timers again.
 */
export function createReplyTimers(state: ConversationState): ReplyTimers {
  const timers = new Map<string, { until: string; scope: CancellationScope }>();
  const missing = () => waitsOf(state).filter(({ id, until }) => timers.get(id)?.until !== until);
  const stale = () => {
    const wanted = new Map(waitsOf(state).map(({ id, until }) => [id, until]));
    return [...timers].filter(([id, { until }]) => wanted.get(id) !== until);
  };

  const start = (wait: Wait) => {
    const scope = new CancellationScope();
    timers.set(wait.id, { until: wait.until, scope });
    void scope
      .run(() => untilMoment(wait))
      .then((came) => {
        if (timers.get(wait.id)?.scope === scope) timers.delete(wait.id);
        if (came) ended(state, wait);
      });
  };

  return {
    outOfDate: () => missing().length > 0 || stale().length > 0,
    follow: () => {
      for (const [id, { scope }] of stale()) {
        scope.cancel();
        timers.delete(id);
      }
      missing().forEach(start);
    },
  };
}

/** A split that is undone merges a conversation whose reply still waits: it leaves, and goes where the rest went. */
function ended(state: ConversationState, wait: Wait): void {
  const apply = () => waitEnded(state, wait, new Date().toISOString());
  passOn(state, { id: wait.id, reason: () => 'kept' }, apply);
}

/** @returns false when it no longer matters. */
async function untilMoment({ until, summary }: Wait): Promise<boolean> {
  try {
    await sleep(Math.max(1, Date.parse(until) - Date.now()), { summary });
    return true;
  } catch (error) {
    if (isCancellation(error)) return false;
    throw error;
  }
}
