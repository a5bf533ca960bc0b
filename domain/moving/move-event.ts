import { happened } from '../conversation/entries.ts';
import type { ConversationState } from '../conversation/state.ts';
import type { AgentId, MessageId } from '../ids.ts';
import type { MoveEvent } from '../message.ts';

/** Puts an event of a move into the transcript; a move that no agent caused is the system's. */
export function moveHappened(
  state: ConversationState,
  { id, agentId, at, event }: { id: MessageId; agentId: AgentId | null; at: string; event: MoveEvent },
): void {
  const author = agentId ? ({ by: 'agent', agentId } as const) : ({ by: 'system' } as const);
  state.unrecorded.push(happened({ id, author, at, event }));
}

/** What travels on through several conversations leaves an event in each, and ids are unique among all. */
export function eventHere(state: ConversationState, id: MessageId): MessageId {
  return `${id}${state.conversationId.slice('cnv_'.length)}` as MessageId;
}
