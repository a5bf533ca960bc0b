import type { ConversationState } from '../conversation/state.ts';

/** What waits for a moment, under ids that stay the same while it waits. */
export interface Wait {
  id: string;
  until: string;
  /** For the Temporal UI. */
  summary: string;
}

export function waitsOf(state: ConversationState): Wait[] {
  const leaving = state.heldGroups.filter(({ stopped }) => !stopped);
  const replies = leaving.map(({ id, until, later }) => ({
    id: `reply ${id}`,
    until,
    summary: later
      ? 'Until the reply leaves, at the moment its writer chose'
      : 'Until the reply leaves; it can be undone',
  }));
  const reads = state.awaitedReads.map(({ id, until }) => ({
    id: `read ${id}`,
    until,
    summary: 'Until the mail leaves, unless the visitor reads the reply in the chat',
  }));
  return [...replies, ...reads, ...answersOf(state)];
}

function answersOf({ heldAnswer }: ConversationState): Wait[] {
  if (!heldAnswer?.until) return [];
  const { draftId, until, then } = heldAnswer;
  const summary =
    then === 'send'
      ? 'Until the assistant’s answer leaves, unless an agent decides before'
      : 'Until a person gets it, unless an agent decides about the assistant’s answer before';
  return [{ id: `answer ${draftId}`, until, summary }];
}
