import type { DraftId } from '../../ids.ts';
import type { Batch } from '../batch.ts';
import type { ConversationState } from '../state.ts';

/** People got a conversation that the assistant would have had: what it would say is drafted from now on. */
export function beginShadow(state: ConversationState, id: DraftId): void {
  state.shadow = { wanted: false, draft: { id, isWritten: false, replyId: null } };
}

/** The customer wrote again. What was drafted before and not answered gives way. */
export function followInShadow(state: ConversationState): void {
  if (state.shadow && state.handler.by === 'agent' && !state.spam) state.shadow.wanted = true;
}

/** Beside the batch that records the customer's words. */
export function nameShadowDraft(state: ConversationState, newDraftId: () => DraftId): void {
  if (!state.shadow?.wanted) return;
  state.shadow = { wanted: false, draft: { id: newDraftId(), isWritten: false, replyId: null } };
}

/** An agent's reply left: the first one after the customer's words is what the draft is compared with. */
export function noticeReply(state: ConversationState, { entries }: Pick<Batch, 'entries'>): void {
  const draft = state.shadow?.draft;
  if (!draft || draft.replyId) return;
  const asked = entries.findLastIndex(({ kind, author }) => kind === 'message' && author.by === 'customer');
  const reply = entries
    .slice(asked + 1)
    .find(
      ({ kind, author, audience }) => kind === 'message' && audience === 'everyone' && author.by === 'agent',
    );
  if (reply) draft.replyId = reply.id;
}

/** @param isKept false: there is nothing to compare. */
export function shadowWritten(state: ConversationState, id: DraftId, isKept: boolean): void {
  const { shadow } = state;
  if (!shadow || shadow.draft?.id !== id) return;
  if (isKept) shadow.draft.isWritten = true;
  else shadow.draft = null;
}

export function shadowCompared(state: ConversationState, id: DraftId): void {
  if (state.shadow?.draft?.id === id) state.shadow.draft = null;
}
