import { workflowInfo } from '@temporalio/workflow';
import { refuseMerge } from '../domain/moving/merge.ts';
import type { ConversationNotice } from '../domain/conversation/merged.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { otherConversations } from './activities.ts';
import { turnOf } from './queues/turn.ts';
import { park, refusalOf } from './write-batch.ts';

export interface Notices {
  /** A notice waits and nobody sends it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Tells other conversations what concerns them, in order: what a merge brings must arrive before its undoing. */
export function createNotices(state: ConversationState): Notices {
  const { sending } = state.notices;
  let busy = false;
  const waits = () => state.notices.sending.length > 0;

  const notifyAll = async () => {
    for (let notice = sending[0]; notice; notice = sending[0]) {
      await notify(state, notice);
      sending.shift();
    }
    busy = false;
  };

  return {
    waiting: () => waits() && !busy,
    busy: () => busy,
    follow: () => {
      if (!waits() || busy) return;
      busy = true;
      void notifyAll();
    },
  };
}

/** A conversation that was erased takes nothing: a merge into it has not happened. */
async function notify(state: ConversationState, notice: ConversationNotice): Promise<void> {
  const { projectId } = state;
  const options = { ...turnOf(state, 'transcript'), summary: `${notice.name} ${notice.to}` };
  const outcome = await otherConversations.notifyConversation
    .executeWithOptions(options, [{ ...notice, projectId, taskQueue: workflowInfo().taskQueue }])
    .catch((error: unknown) => setApart(state, notice, error));
  if (outcome === 'told' || notice.name !== 'takeMessages') return;
  const { move } = notice.input;
  refuseMerge(state, { id: move, move }, new Date().toISOString());
}

/** What the other conversation will never take waits for an admin; what comes after it is told all the same. */
async function setApart(
  state: ConversationState,
  notice: ConversationNotice,
  error: unknown,
): Promise<'told'> {
  const refused = refusalOf(error);
  if (!refused) throw error;
  await park(state, { kind: 'notice', notice }, refused.refusal);
  return 'told';
}
