import { CancellationScope, isCancellation, uuid4 } from '@temporalio/workflow';
import { draftEnded, type DraftOutcome } from '../domain/conversation/answers/drafts.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import type { DraftId } from '../domain/ids.ts';
import { assistant } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface Drafts {
  /** A draft runs that is no longer wanted, or none runs although one is. */
  outOfDate(): boolean;
  busy(): boolean;
  /** Stops what is no longer wanted, starts what is. */
  follow(): void;
}

export function newDraftId(): DraftId {
  return `dft_${uuid4().replaceAll('-', '').slice(0, 24)}`;
}

/** At most one draft is being written, and it is the one the state names. */
export function createDrafts(state: ConversationState): Drafts {
  let running: { id: DraftId; scope: CancellationScope } | null = null;

  const start = (id: DraftId) => {
    const scope = new CancellationScope();
    running = { id, scope };
    const ended = scope.run(() => write(state, id));
    void ended.then((outcome) => {
      if (running?.id === id) running = null;
      draftEnded(state, { id, ended: outcome, at: new Date().toISOString() });
    });
  };

  return {
    outOfDate: () => (running?.id ?? null) !== state.draftId,
    busy: () => running !== null,
    follow: () => {
      if (running && running.id !== state.draftId) {
        running.scope.cancel();
        running = null;
      }
      if (state.draftId && !running) start(state.draftId);
    },
  };
}

/** @returns null when the assistant failed for good. */
async function write(state: ConversationState, draftId: DraftId): Promise<DraftOutcome | null> {
  const { conversationId, lastSeq, spent } = state;
  const options = { ...turnOf(state, 'models'), summary: `Answer message ${lastSeq}` };
  const isMailed = state.automaticAnswers?.assistant === true;
  const agreed = state.automaticAnswers?.agreed && { isAgreed: true };
  const draft = { conversationId, draftId, isMailed, spent, ...agreed };
  try {
    return await assistant.draftAnswer.executeWithOptions(options, [draft]);
  } catch (error) {
    return isCancellation(error) ? { outcome: 'abandoned' } : null;
  }
}
