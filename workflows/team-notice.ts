import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import {
  callsForSomebody,
  isLeaving,
  noticeDue,
  noticeLeaves,
  noticesGiven,
  noticeWithdrawn,
} from '../domain/conversation/agent-mail-state.ts';
import { noteOfBurst } from '../domain/notices/mention-notice.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { mail } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface TeamNotices {
  /** A wait is to begin or to end, or notices are to be given, and nobody does it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

const now = () => new Date().toISOString();

/**
 * Tells the team of a conversation that nobody has taken: one activity a burst for everybody, which waits for the burst's
 * moment itself, between two tries: a timer would cost five events more. It ends unheard when somebody takes the conversation.
 * A road that is closed for hours holds up no later burst: each is given by itself.
 */
export function createTeamNotices(state: ConversationState): TeamNotices {
  let timer: { until: string; scope: CancellationScope } | null = null;
  const giving = new Map<string, CancellationScope>();
  const isTaken = () => state.teamNotice.at !== null && !callsForSomebody(state);
  const heldUntil = () => (state.teamNotice.held ? state.teamNotice.at : null);
  const toGive = () => {
    const { at, burst, held, due } = state.teamNotice;
    return (at && burst && !held ? [...due, burst] : due).filter((each) => !giving.has(each));
  };

  const wait = async (until: string) => {
    const scope = new CancellationScope();
    timer = { until, scope };
    try {
      await scope.run(() => rest(until));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    timer = null;
    noticeDue(state);
  };
  const give = async (burst: string) => {
    const scope = new CancellationScope();
    giving.set(burst, scope);
    noticesGiven(state, burst, await scope.run(() => giveAll(state, burst)));
    giving.delete(burst);
  };

  return {
    waiting: () => isTaken() || (timer?.until ?? null) !== heldUntil() || toGive().length > 0,
    // One that only waits begins again in the next run.
    busy: () => [...giving.keys()].some((burst) => isLeaving(burst, now())),
    follow: () => {
      noticeLeaves(state, now());
      if (isTaken()) {
        giving.get(state.teamNotice.burst ?? '')?.cancel();
        noticeWithdrawn(state);
      }
      const until = heldUntil();
      if ((timer?.until ?? null) !== until) {
        timer?.scope.cancel();
        timer = null;
        if (until) void wait(until);
      }
      for (const burst of toGive()) void give(burst);
    },
  };
}

function rest(until: string): Promise<void> {
  return sleep(Math.max(1, Date.parse(until) - Date.now()), { summary: 'Wait for quiet hours to end' });
}

/** After a day of trying, the inbox alone tells the team. */
async function giveAll(state: ConversationState, burst: string): Promise<string | null> {
  const summary = noteOfBurst(burst)
    ? 'Tell whom a note mentions'
    : 'Tell the team that nobody has taken this';
  const options = { ...turnOf(state, 'mail'), summary };
  const given = await mail.giveNotices
    .executeWithOptions(options, [{ conversationId: state.conversationId, burst }])
    .catch(() => null);
  return given?.againAt ?? null;
}
