import type { Actor, SignalInput, UpdateInput } from '../contract/contract.ts';
import { abandonDraft, awaitAnswer, owesAnswer } from '../conversation/answering.ts';
import { dropAnswer } from '../conversation/answers/held-answer.ts';
import type { Merged } from '../conversation/merged.ts';
import { notifyConversation } from './notices.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { eventElsewhere } from '../move.ts';
import { standing } from '../standing.ts';
import { moveHappened } from './move-event.ts';

type By = Actor & { at: string };

/** This conversation goes on in another one. Its own messages stay here; the other one takes copies. */
export function mergeInto(state: ConversationState, input: UpdateInput<'merge'>, { agentId, at }: By): void {
  const { id, into } = input;
  dropAnswer(state, { decision: 'overtaken', agentId, at });
  const bringing = { standing: standing(state), unanswered: owesAnswer(state) };
  const { unanswered } = bringing;
  endHere(state, { into, move: id, before: state.status, unanswered, bySplitUndo: false });
  moveHappened(state, { id, agentId, at, event: { kind: 'mergedInto', agentId, into, move: id } });
  const { conversationId: from } = state;
  notifyConversation(state, {
    to: into,
    name: 'takeMessages',
    input: { id, from, move: id, agentId, why: 'merged', bringing },
  });
}

export function endHere(state: ConversationState, merged: Omit<Merged, 'active'>): void {
  state.merged = { ...merged, active: false };
  abandonDraft(state);
  state.status = 'closed';
}

export function unmerge(state: ConversationState, { id }: UpdateInput<'unmerge'>, { agentId, at }: By): void {
  const { merged, conversationId: from } = state;
  if (!merged || merged.bySplitUndo) return;
  goOnHere(state, merged);
  const { into, move } = merged;
  moveHappened(state, { id, agentId, at, event: { kind: 'unmerged', agentId, from: into, move } });
  notifyConversation(state, { to: into, name: 'undoMerge', input: { id, from, move, agentId } });
}

/** Two merges crossed, or the other conversation was erased: this one goes on by itself. */
export function refuseMerge(
  state: ConversationState,
  { id, move }: SignalInput<'refuseMerge'>,
  at: string,
): void {
  const { merged } = state;
  if (!merged || merged.move !== move || !firstTime(state, eventElsewhere(id))) return;
  goOnHere(state, merged);
  const event = { kind: 'unmerged', agentId: null, from: merged.into, move } as const;
  moveHappened(state, { id: eventElsewhere(id), agentId: null, at, event });
}

/** The assistant does not answer what came while a person had both conversations before them. */
function goOnHere(state: ConversationState, merged: Merged): void {
  state.merged = null;
  state.status = merged.active ? 'open' : merged.before;
  if (merged.active && state.handler.by === 'assistant') state.handler = { by: 'agent', agentId: null };
  if (!merged.active && merged.unanswered) awaitAnswer(state);
}
