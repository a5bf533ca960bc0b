import type { ConversationState } from './state.ts';

/** Words of somebody were erased from the transcript; what this run was told of them goes with the run. */
export function renewed(state: ConversationState): void {
  state.renewing = true;
}

/** What the next run begins with. */
export function carried({ renewing: _renewing, ...state }: ConversationState): ConversationState {
  return state;
}
