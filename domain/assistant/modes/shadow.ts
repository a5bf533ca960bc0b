import type { DraftId, MessageId } from '../../ids.ts';

/** What the assistant drafts beside agents, in a conversation that it would have had. Nobody sees it there. */
export interface Shadow {
  /** The customer wrote: what the assistant would say is to be drafted with the next batch. */
  wanted: boolean;
  /** What is compared, or will be; null: nothing waits. */
  draft: ShadowDraft | null;
}

export interface ShadowDraft {
  id: DraftId;
  /** Its words are kept. */
  isWritten: boolean;
  /** The agent's reply to the same words of the customer, once that has left. */
  replyId: MessageId | null;
}
