import type { MessageId } from '../ids.ts';
import { standing, type Standing } from '../standing.ts';
import type { MergeUndo } from './merged.ts';
import type { ConversationState } from './state.ts';

/** What merges did to the standing of the conversation that took them, oldest first; undoing one restores what was before. */

export function rememberMergeUndo(state: ConversationState, move: MessageId, undo: MergeUndo): void {
  state.mergeUndo = { ...state.mergeUndo, [move]: undo };
}

/** Something happened here that no merge brought: whoever waits now must not be forgotten when one is undone. */
export function forgetMergeUndo(state: ConversationState): void {
  state.mergeUndo = {};
}

/**
 * Forgets a merge that is undone. While a later one stands, that one has to restore what was before both.
 * @returns what to restore now, or null.
 */
export function takeMergeUndo(state: ConversationState, move: MessageId): MergeUndo | null {
  const { [move]: undo, ...others } = state.mergeUndo;
  if (!undo) return null;
  const moves = Object.keys(state.mergeUndo) as MessageId[];
  const next = moves[moves.indexOf(move) + 1];
  const later = next && others[next];
  if (later && same(later.before, undo.after)) others[next] = both(undo, later);
  state.mergeUndo = others;
  return !later && same(standing(state), undo.after) ? undo : null;
}

function both(earlier: MergeUndo, later: MergeUndo): MergeUndo {
  return {
    ...earlier,
    after: later.after,
    unanswered: earlier.unanswered || later.unanswered,
    automaticAnswers: earlier.automaticAnswers ?? later.automaticAnswers,
  };
}

const same = (one: Standing, other: Standing) => JSON.stringify(one) === JSON.stringify(other);
