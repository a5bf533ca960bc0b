import type { SignalInput } from '../contract/contract.ts';
import { abandonDraft, awaitAnswer } from '../conversation/answering.ts';
import { takeMergeUndo } from '../conversation/merge-undo.ts';
import type { MergeUndo } from '../conversation/merged.ts';
import { notifyConversation } from './notices.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { eventHere, moveHappened } from './move-event.ts';

/** A merge into this conversation was undone: its copies are withdrawn when the event is recorded. */
export function undoMerge(state: ConversationState, input: SignalInput<'undoMerge'>, at: string): void {
  const { id, from, move, agentId } = input;
  if (!firstTime(state, `undoMerge ${id}`)) return;
  const event = { kind: 'mergeUndone', agentId, from, move } as const;
  moveHappened(state, { id: eventHere(state, id), agentId, at, event });
  const undo = takeMergeUndo(state, move);
  if (state.merged) return notifyConversation(state, { to: state.merged.into, name: 'undoMerge', input });
  if (undo) restore(state, undo);
}

function restore(state: ConversationState, { before, unanswered, automaticAnswers }: MergeUndo): void {
  abandonDraft(state);
  Object.assign(state, before);
  state.dirty = true;
  if (automaticAnswers) state.automaticAnswers = automaticAnswers;
  if (unanswered) awaitAnswer(state);
}
