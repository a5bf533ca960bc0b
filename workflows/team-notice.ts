import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import {
  noticeDue,
  noticesGiven,
  noticeWithdrawn,
  callsForSomebody,
} from '../domain/conversation/agent-mail-state.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { mail } from './activities.ts';
import { turnOf } from './turn.ts';

export interface TeamNotices {
  /** A wait is to begin or to end, or notices are to be given, and nobody does it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/**
 * Tells the team of a conversation that nobody has taken: one timer a burst, which ends unheard when somebody takes it, and
 * one activity for everybody. A road that is closed for hours holds up no later burst: each is given by itself.
 */
export function createTeamNotices(state: ConversationState): TeamNotices {
  let timer: { until: string; scope: CancellationScope } | null = null;
  const giving = new Set<string>();
  const isTaken = () => state.teamNotice.at !== null && !callsForSomebody(state);
  const toGive = () => state.teamNotice.due.filter((burst) => !giving.has(burst));

  const wait = async (until: string) => {
    const scope = new CancellationScope();
    timer = { until, scope };
    try {
      await scope.run(() => rest(until, state.teamNotice.held));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    timer = null;
    noticeDue(state);
  };
  const give = async (burst: string) => {
    giving.add(burst);
    noticesGiven(state, burst, await giveAll(state, burst));
    giving.delete(burst);
  };

  return {
    waiting: () => isTaken() || (timer?.until ?? null) !== state.teamNotice.at || toGive().length > 0,
    busy: () => giving.size > 0,
    follow: () => {
      if (isTaken()) noticeWithdrawn(state);
      const { at } = state.teamNotice;
      if ((timer?.until ?? null) !== at) {
        timer?.scope.cancel();
        timer = null;
        if (at) void wait(at);
      }
      for (const burst of toGive()) void give(burst);
    },
  };
}

function rest(until: string, held: boolean): Promise<void> {
  const summary = held ? 'Wait for quiet hours to end' : 'Collect messages before the team is told';
  return sleep(Math.max(1, Date.parse(until) - Date.now()), { summary });
}

/** After a day of trying, the inbox alone tells the team. */
async function giveAll(state: ConversationState, burst: string): Promise<string | null> {
  const options = { ...turnOf(state, 'mail'), summary: 'Tell the team that nobody has taken this' };
  const given = await mail.giveNotices
    .executeWithOptions(options, [{ conversationId: state.conversationId, burst }])
    .catch(() => null);
  return given?.againAt ?? null;
}
