import { eventIdOf, happened } from '../conversation/entries.ts';
import type { HeldGroup } from '../conversation/held-reply.ts';
import { authorKey } from '../conversation/stale.ts';
import type { ConversationState } from '../conversation/state.ts';

/**
 * A reply that was to leave later answers what its writer had read by then. When somebody else says something before it
 * leaves, it is stopped at once: it stays where it is, with its words, until an agent sends it all the same, chooses
 * another moment, or takes it back into the box.
 */
export function stopOvertaken(state: ConversationState, at: string): void {
  for (const group of state.heldGroups) {
    if (group.later && !group.stopped && isOvertaken(state, group)) stop(state, group, at);
  }
}

export function stop(state: ConversationState, group: HeldGroup, at: string): void {
  group.stopped = true;
  state.dirty = true;
  const event = { kind: 'replyStopped', author: group.agentId } as const;
  // A reply that is moved may be stopped again: its moment makes another event of that.
  const id = `${eventIdOf(group.id, 'stopped')}${Date.parse(group.until).toString(36).slice(-6)}` as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}

/** The customer or somebody else wrote, or a colleague answered. A colleague's note stops nothing: it is read by whoever wrote. */
export function isOvertaken(state: ConversationState, { agentId, replies }: HeldGroup): boolean {
  const seenSeq = Math.max(...replies.map((reply) => reply.seenSeq));
  const said = state.unrecorded.some(
    ({ kind, author }) =>
      kind === 'message' &&
      author.by !== 'assistant' &&
      author.by !== 'system' &&
      authorKey(author) !== agentId,
  );
  return said || customerWroteAfter(state, seenSeq) || (state.newestBy['other'] ?? 0) > seenSeq;
}

/** Another moment, also for one that was stopped: whoever chooses it has seen why. */
export function moveReply(state: ConversationState, group: HeldGroup, sendAt: string): void {
  group.until = sendAt;
  if (group.stopped) for (const reply of group.replies) reply.seenSeq = state.lastSeq;
  delete group.stopped;
  state.dirty = true;
}

export function customerWroteAfter(state: ConversationState, seq: number): boolean {
  const waiting = state.unrecorded.some(
    ({ author, kind }) => kind === 'message' && authorKey(author) === 'customer',
  );
  return waiting || (state.newestBy['customer'] ?? 0) > seq;
}
