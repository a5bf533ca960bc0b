import type { Actor, SignalInput, UpdateInput } from '../contract/contract.ts';
import { firstTime, standing, type ConversationState } from '../conversation/state.ts';
import { abandonDraft } from '../conversation/facts.ts';
import { siblingId } from '../ids.ts';
import { moveHappened, owesAnswer, settle, tell } from './merge.ts';
import { eventElsewhere } from './move.ts';

type By = Actor & { at: string };

/**
 * A message becomes a conversation of its own: its row is made when the event is recorded, then it is told to copy. What
 * the assistant was about to answer may be what goes: whoever split has it before them.
 */
export function splitOff(state: ConversationState, input: UpdateInput<'split'>, { agentId, at }: By): void {
  const { id, messageId, following } = input;
  const into = siblingId('cnv', id);
  if (owesAnswer(state)) {
    abandonDraft(state);
    state.handler = { by: 'agent', agentId };
  }
  const event = { kind: 'splitOff', agentId, into, messageId, following, move: id } as const;
  moveHappened(state, { id, agentId, at, event });
  const { conversationId: from } = state;
  const absorb = { id, from, move: id, agentId, why: 'split', bringing: null } as const;
  tell(state, { to: into, name: 'absorb', input: absorb });
}

export function undoSplit(
  state: ConversationState,
  input: UpdateInput<'unsplit'>,
  { agentId, at }: By,
): void {
  const { id, move } = input;
  const { conversationId: into } = state;
  const from = siblingId('cnv', move);
  moveHappened(state, { id, agentId, at, event: { kind: 'splitUndone', agentId, from, move } });
  tell(state, { to: from, name: 'giveBack', input: { id, move, into, agentId } });
}

/**
 * The split this conversation began with is undone. What it was begun with stands in the other one again; whatever was
 * said here since goes there as well, and so does every later answer.
 */
export function givenBack(state: ConversationState, input: SignalInput<'giveBack'>, at: string): void {
  const { id, move, into, agentId } = input;
  if (!firstTime(state, `giveBack ${id}`)) return;
  const event = { kind: 'givenBack', agentId, into, move } as const;
  moveHappened(state, { id: eventElsewhere(id), agentId, at, event });
  const { conversationId: from, merged, status: before } = state;
  if (merged?.returned) return;
  if (merged) return tell(state, { to: merged.into, name: 'release', input: { id, from, move, agentId } });
  const bringing = { standing: standing(state), unanswered: false };
  settle(state, { into, move: id, before, unanswered: false, returned: true });
  tell(state, {
    to: into,
    name: 'absorb',
    input: { id, from, move: id, agentId, why: 'returned', bringing },
  });
}
