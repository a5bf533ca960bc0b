import { standing, type ConversationState, type Standing } from '../conversation/state.ts';
import type { MessageId } from '../ids.ts';
import type { Joined } from './move.ts';

/** What merges did to the standing of the conversation that took them, oldest first; undoing one restores what was before. */

export function rememberJoined(state: ConversationState, move: MessageId, joined: Joined): void {
  state.absorbed = { ...state.absorbed, [move]: joined };
}

/** Something happened here that no merge brought: whoever waits now must not be forgotten when one is undone. */
export function nothingToRestore(state: ConversationState): void {
  delete state.absorbed;
}

/**
 * Forgets a merge that is undone. While a later one stands, that one has to restore what was before both.
 * @returns what to restore now, or null.
 */
export function joinedBy(state: ConversationState, move: MessageId): Joined | null {
  const { [move]: joined, ...others } = state.absorbed ?? {};
  if (!joined) return null;
  const moves = Object.keys(state.absorbed ?? {}) as MessageId[];
  const next = moves[moves.indexOf(move) + 1];
  const later = next && others[next];
  if (later && same(later.before, joined.after)) others[next] = both(joined, later);
  state.absorbed = others;
  return !later && same(standing(state), joined.after) ? joined : null;
}

function both(earlier: Joined, later: Joined): Joined {
  return { ...later, ...earlier, after: later.after, unanswered: earlier.unanswered || later.unanswered };
}

const same = (one: Standing, other: Standing) => JSON.stringify(one) === JSON.stringify(other);
