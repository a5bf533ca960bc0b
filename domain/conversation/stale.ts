import type { AgentId } from '../ids.ts';
import type { Author } from '../message.ts';
import type { ConversationState } from './state.ts';

/**
 * True when somebody else's message came after the newest one this agent had seen. Events do not count: nobody wrote them.
 * `saidAfter` asks the database which messages these are. A mail's answer is judged by it when it is replayed: a change goes
 * through `patched`.
 */
export function isStale(state: ConversationState, reply: { seenSeq: number; agentId: AgentId }): boolean {
  if (state.unrecorded.some((entry) => authorKey(entry.author) !== reply.agentId && entry.kind !== 'event')) {
    return true;
  }
  if (state.arriving.length > 0) return true;
  return Object.entries(state.newestBy).some(([key, seq]) => key !== reply.agentId && seq > reply.seenSeq);
}

export function authorKey(author: Author): string {
  return author.by === 'agent' ? author.agentId : author.by;
}
