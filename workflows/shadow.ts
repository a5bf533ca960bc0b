import { shadowCompared, shadowWritten } from '../domain/conversation/answers/shadow.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import type { DraftId, MessageId } from '../domain/ids.ts';
import { assistant } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface ShadowDrafts {
  /** Something is to be drafted beside agents, or to be compared. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/**
 * What the assistant would say while people answer. One at a time, and never in anybody's way: what fails is one comparison
 * less.
 */
export function createShadowDrafts(state: ConversationState): ShadowDrafts {
  let running = false;
  const next = (): (() => Promise<void>) | null => {
    const draft = state.shadow?.draft;
    if (!draft) return null;
    const { id, isWritten, replyId } = draft;
    if (!isWritten) return () => write(state, id);
    return replyId ? () => compare(state, id, replyId) : null;
  };
  const waiting = () => !running && next() !== null;
  return {
    waiting,
    busy: () => running,
    follow: () => {
      const work = running ? null : next();
      if (!work) return;
      running = true;
      void work().finally(() => (running = false));
    },
  };
}

async function write(state: ConversationState, draftId: DraftId): Promise<void> {
  const { projectId, conversationId } = state;
  const isMailed = state.automaticAnswers?.assistant === true;
  const options = { ...turnOf(state, 'models'), summary: 'Draft beside the agents' };
  const draft = { projectId, conversationId, draftId, isMailed };
  const kept = await assistant.draftInShadow
    .executeWithOptions(options, [draft])
    .catch(() => ({ isKept: false }));
  shadowWritten(state, draftId, kept.isKept);
}

async function compare(state: ConversationState, draftId: DraftId, replyId: MessageId): Promise<void> {
  const { projectId } = state;
  const options = { ...turnOf(state, 'models'), summary: 'Compare with the agent’s reply' };
  await assistant.compareShadow
    .executeWithOptions(options, [{ projectId, draftId, replyId }])
    .catch(() => undefined);
  shadowCompared(state, draftId);
}
