import type { Actor, SignalInput, UpdateInput } from '../contract/contract.ts';
import { firstTime, standing, type ConversationState } from '../conversation/state.ts';
import { happened } from '../conversation/entries.ts';
import { abandonDraft, awaitAnswer } from '../conversation/facts.ts';
import type { AgentId, MessageId } from '../ids.ts';
import type { MoveEvent } from '../message.ts';
import { eventElsewhere, type Merged, type News } from './move.ts';

type By = Actor & { at: string };

/** Puts an event of a move into the transcript; a move that no agent caused is the system's. */
export function moveHappened(
  state: ConversationState,
  { id, agentId, at, event }: { id: MessageId; agentId: AgentId | null; at: string; event: MoveEvent },
): void {
  const author = agentId ? ({ by: 'agent', agentId } as const) : ({ by: 'system' } as const);
  state.unrecorded.push(happened({ id, author, at, event }));
}

export function tell(state: ConversationState, news: News): void {
  state.toTell = [...(state.toTell ?? []), news];
}

/** This conversation goes on in another one. Its own messages stay here; the other one takes copies. */
export function mergeInto(state: ConversationState, input: UpdateInput<'merge'>, { agentId, at }: By): void {
  const { id, into } = input;
  const bringing = { standing: standing(state), unanswered: owesAnswer(state) };
  settle(state, { into, move: id, before: state.status, unanswered: bringing.unanswered, returned: false });
  moveHappened(state, { id, agentId, at, event: { kind: 'mergedInto', agentId, into, move: id } });
  const { conversationId: from } = state;
  tell(state, { to: into, name: 'absorb', input: { id, from, move: id, agentId, why: 'merged', bringing } });
}

export function settle(state: ConversationState, merged: Omit<Merged, 'news'>): void {
  state.merged = { ...merged, news: false };
  abandonDraft(state);
  state.status = 'closed';
}

export function undoMerge(
  state: ConversationState,
  { id }: UpdateInput<'unmerge'>,
  { agentId, at }: By,
): void {
  const { merged, conversationId: from } = state;
  if (!merged || merged.returned) return;
  goOnHere(state, merged);
  const { into, move } = merged;
  moveHappened(state, { id, agentId, at, event: { kind: 'unmerged', agentId, from: into, move } });
  tell(state, { to: into, name: 'release', input: { id, from, move, agentId } });
}

/** Two merges crossed, or the other conversation was erased: this one goes on by itself. */
export function mergeRefused(
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
  state.status = merged.news ? 'open' : merged.before;
  if (merged.news && state.handler.by === 'assistant') state.handler = { by: 'agent', agentId: null };
  if (!merged.news && merged.unanswered) awaitAnswer(state);
}

export function owesAnswer(state: ConversationState): boolean {
  return state.answerWanted || state.draftId !== null;
}
