import { CancellationScope, isCancellation, sleep, uuid4 } from '@temporalio/workflow';
import { callsForSomebody, escalateAgainDue } from '../domain/conversation/agent-mail-state.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { restBefore, type EscalateAgain } from '../domain/notices/escalate-again.ts';
import { patientTranscript, transcript } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface EscalationTimer {
  outOfDate(): boolean;
  busy(): boolean;
  follow(): void;
}

/**
 * Escalates a conversation again that nobody took. One timer, which ends unheard when somebody does; when it ends by itself the
 * project's hours are asked, because they may have changed since.
 */
export function createEscalationTimer(state: ConversationState): EscalationTimer {
  let timer: { at: string; scope: CancellationScope } | null = null;
  let asking = false;
  const isTaken = () => state.escalateAgain !== null && !callsForSomebody(state);
  const wanted = () => state.escalateAgain?.at ?? null;

  const wait = async ({ since }: EscalateAgain, at: string) => {
    const scope = new CancellationScope();
    const own = { at, scope };
    timer = own;
    try {
      await scope.run(() =>
        sleep(restBefore(at, Date.now()), { summary: 'Escalate again if nobody takes it' }),
      );
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    asking = true;
    const due = await whenDue(state, since);
    asking = false;
    if (timer === own) timer = null;
    const id = `msg_${uuid4().replaceAll('-', '').slice(0, 24)}` as const;
    escalateAgainDue(state, { id, since, now: new Date().toISOString(), due });
  };

  return {
    outOfDate: () => isTaken() || (timer?.at ?? null) !== wanted(),
    busy: () => asking,
    follow: () => {
      if (isTaken()) state.escalateAgain = null;
      const at = wanted();
      if ((timer?.at ?? null) === at) return;
      timer?.scope.cancel();
      timer = null;
      if (state.escalateAgain && at) void wait(state.escalateAgain, at);
    },
  };
}

/** Whoever cannot be asked at once is asked for as long as it takes; what fails for good escalates nothing. */
function whenDue({ projectId }: ConversationState, since: string): Promise<string | null> {
  const about = { projectId, since };
  const options = { ...turnOf({ projectId }, 'transcript'), summary: 'Ask for the business hours' };
  return transcript
    .whenToEscalateAgain(about)
    .catch(() => patientTranscript.whenToEscalateAgain.executeWithOptions(options, [about]))
    .catch(() => null);
}
