import type { Actor, SignalInput, UpdateInput } from '../contract/contract.ts';
import { abandonDraft, owesAnswer } from '../conversation/answering.ts';
import { dropAnswer } from '../conversation/answers/held-answer.ts';
import { notifyConversation } from './notices.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { siblingId } from '../ids.ts';
import { eventElsewhere } from '../move.ts';
import { standing } from '../standing.ts';
import { endHere } from './merge.ts';
import { moveHappened } from './move-event.ts';

type By = Actor & { at: string };

/**
 * A message becomes a conversation of its own: its row is made when the event is recorded, then it is told to copy. What
 * the assistant was about to answer may be what goes: whoever split has it before them.
 */
export function splitOff(state: ConversationState, input: UpdateInput<'split'>, { agentId, at }: By): void {
  const { id, messageId, following } = input;
  const into = siblingId('cnv', id);
  dropAnswer(state, { decision: 'overtaken', agentId, at });
  if (owesAnswer(state)) {
    abandonDraft(state);
    state.handler = { by: 'agent', agentId };
  }
  const event = { kind: 'splitOff', agentId, into, messageId, following, move: id } as const;
  moveHappened(state, { id, agentId, at, event });
  const { conversationId: from } = state;
  const notice = { id, from, move: id, agentId, why: 'split', bringing: null } as const;
  notifyConversation(state, { to: into, name: 'takeMessages', input: notice });
}

export function unsplit(state: ConversationState, input: UpdateInput<'unsplit'>, { agentId, at }: By): void {
  const { id, move } = input;
  const { conversationId: into } = state;
  const from = siblingId('cnv', move);
  moveHappened(state, { id, agentId, at, event: { kind: 'splitUndone', agentId, from, move } });
  notifyConversation(state, { to: from, name: 'undoSplit', input: { id, move, into, agentId } });
}

/**
 * The split this conversation began with is undone. What it was begun with stands in the other one again; whatever was
 * said here since goes there as well, and so does every later answer.
 */
export function undoSplit(state: ConversationState, input: SignalInput<'undoSplit'>, at: string): void {
  const { id, move, into, agentId } = input;
  if (!firstTime(state, `undoSplit ${id}`)) return;
  const event = { kind: 'splitWithdrawn', agentId, into, move } as const;
  moveHappened(state, { id: eventElsewhere(id), agentId, at, event });
  const { conversationId: from, merged, status: before } = state;
  if (merged?.bySplitUndo) return;
  if (merged)
    return notifyConversation(state, {
      to: merged.into,
      name: 'undoMerge',
      input: { id, from, move, agentId },
    });
  dropAnswer(state, { decision: 'overtaken', agentId, at });
  const bringing = { standing: standing(state), unanswered: false };
  endHere(state, { into, move: id, before, unanswered: false, bySplitUndo: true });
  notifyConversation(state, {
    to: into,
    name: 'takeMessages',
    input: { id, from, move: id, agentId, why: 'splitUndone', bringing },
  });
}
