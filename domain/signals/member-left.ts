import type { SignalInput } from '../contract/contract.ts';
import { happened } from '../conversation/entries.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';

/**
 * An agent is not on the team any more: what they were responsible for is nobody's, and stays with the team. Told again, or of
 * a conversation that somebody else has meanwhile, it changes nothing.
 */
export function memberLeft(state: ConversationState, left: SignalInput<'memberLeft'>, at: string): void {
  const { id, agentId } = left;
  if (state.assignee !== agentId || !firstTime(state, id)) return;
  state.assignee = null;
  if (state.handler.by === 'agent' && state.handler.agentId === agentId)
    state.handler = { by: 'agent', agentId: null };
  const event = { kind: 'memberLeft', agentId } as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}
