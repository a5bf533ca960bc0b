import type { SignalInput } from '../contract/contract.ts';
import { handToTeam, reopenFor, wakeFor } from '../conversation/answering.ts';
import { dropAnswer } from '../conversation/answers/held-answer.ts';
import { eventIdOf, happened } from '../conversation/entries.ts';
import { forgetMergeUndo } from '../conversation/merge-undo.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import type { MessageId } from '../ids.ts';

/** The visitor asks for a person, or says where to answer. */
export function escalate(state: ConversationState, request: SignalInput<'escalate'>, at: string): void {
  if (!firstTime(state, request.id)) return;
  forgetMergeUndo(state);
  if (request.email) giveEmail(state, { id: request.id, email: request.email, at });
  if (state.heldAnswer) {
    dropAnswer(state, { decision: 'overtaken', at });
    if (state.handler.by === 'agent' && !state.handler.agentId) state.handler = { by: 'assistant' };
  }
  if (state.handler.by === 'agent' && state.status !== 'closed') return wakeFor(state, request.id, at);
  reopenFor(state, request.id, at);
  const reason = request.reason ?? '';
  handToTeam(state, { id: eventIdOf(request.id, 'escalated'), cause: 'visitor', reason, at });
}

function giveEmail(state: ConversationState, given: { id: MessageId; email: string; at: string }): void {
  if (state.customerEmail === given.email) return;
  state.customerEmail = given.email;
  state.chatOnly = false;
  const event = { kind: 'emailGiven' } as const;
  state.unrecorded.push(happened({ id: given.id, author: { by: 'customer' }, event, at: given.at }));
}
