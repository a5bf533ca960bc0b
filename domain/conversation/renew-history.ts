import type { ConversationState } from './state.ts';

/** Words of somebody were erased from the transcript; what this run was told of them goes with the run. */
export function renewHistory(state: ConversationState): void {
  state.renewing = true;
}

/** What the next run begins with. */
export function carried(state: ConversationState): ConversationState {
  return { ...state, renewing: false };
}
