import { CancellationScope, isCancellation, sleep, uuid4 } from '@temporalio/workflow';
import type { ConversationState } from '../domain/conversation/state.ts';
import { snoozeDue } from '../domain/triage/snooze.ts';
import { snoozeOf } from '../domain/triage.ts';

export interface SnoozeTimer {
  /** Its moment has no timer, or a timer runs for nothing. */
  outOfDate(): boolean;
  follow(): void;
}

/** Brings a snoozed conversation back. The moment is in the state, so a run that continues as new sets its timer again. */
export function createSnoozeTimer(state: ConversationState): SnoozeTimer {
  let timer: { until: string; scope: CancellationScope } | null = null;
  const wanted = () => snoozeOf(state)?.until ?? null;
  const outOfDate = () => (timer?.until ?? null) !== wanted();

  const wait = async (until: string) => {
    const own = { until, scope: new CancellationScope() };
    timer = own;
    const ms = Math.max(1, Date.parse(until) - Date.now());
    try {
      await own.scope.run(() => sleep(ms, { summary: 'Snoozed until then, unless the customer answers' }));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    if (timer === own) timer = null;
    const id = `msg_${uuid4().replaceAll('-', '').slice(0, 24)}` as const;
    snoozeDue(state, { id, until, at: new Date().toISOString() });
  };

  return {
    outOfDate,
    follow: () => {
      if (!outOfDate()) return;
      timer?.scope.cancel();
      timer = null;
      const until = wanted();
      if (until) void wait(until);
    },
  };
}
