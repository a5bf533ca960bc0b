import { CancellationScope, isCancellation, sleep, uuid4 } from '@temporalio/workflow';
import type { ConversationState } from '../domain/conversation/state.ts';
import { askForRating, ratingDue } from '../domain/replies/ask-for-rating.ts';

export interface RatingTimer {
  outOfDate(): boolean;
  follow(): void;
}

/** Asks the customer how it was, some time after it was closed. Ends unheard when it goes on before that. */
export function createRatingTimer(state: ConversationState): RatingTimer {
  let timer: { at: string; scope: CancellationScope } | null = null;

  const wait = async (at: string) => {
    const scope = new CancellationScope();
    timer = { at, scope };
    try {
      const rest = Math.max(1, Date.parse(at) - Date.now());
      await scope.run(() => sleep(rest, { summary: 'Ask the customer how it was' }));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    timer = null;
    const id = `msg_${uuid4().replaceAll('-', '').slice(0, 24)}` as const;
    askForRating(state, { id, at: new Date().toISOString() });
  };

  return {
    outOfDate: () => (timer?.at ?? null) !== ratingDue(state),
    follow: () => {
      const at = ratingDue(state);
      if ((timer?.at ?? null) === at) return;
      timer?.scope.cancel();
      timer = null;
      if (at) void wait(at);
    },
  };
}
