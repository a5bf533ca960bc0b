import type { MessageId } from '../ids.ts';
import type { EscalationCause } from '../standing.ts';
import { eventIdOf, happened } from './entries.ts';
import type { ConversationState } from './state.ts';

/** Who answers next, and what that stops. */

/** A person goes on, whoever had the conversation. */
export function handToTeam(
  state: ConversationState,
  escalation: { id: MessageId; cause: EscalationCause; reason: string; at: string; summary?: string },
): void {
  const { id, cause, reason, at, summary } = escalation;
  if (state.spam) return;
  abandonDraft(state);
  state.handler = { by: 'agent', agentId: null };
  state.status = 'open';
  state.escalation = { cause, reason, at };
  const event = { kind: 'escalated', cause, reason, ...(summary && { summary }) } as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}

/** Whatever is being written will not be recorded: the row's draft id changes with the next batch. */
export function abandonDraft(state: ConversationState): void {
  if (state.draftId || state.answerWanted) state.dirty = true;
  if (state.draftId) state.abandonedDraftId = state.draftId;
  state.answerWanted = false;
  state.draftId = null;
}

/** Spam is answered by nobody. */
export function awaitAnswer(state: ConversationState): void {
  if (state.spam) return;
  state.status = 'open';
  if (state.handler.by !== 'assistant') return;
  if (state.draftId) state.abandonedDraftId = state.draftId;
  state.draftId = null;
  state.answerWanted = true;
}

export function owesAnswer(state: ConversationState): boolean {
  return state.answerWanted || state.draftId !== null;
}

/** Whoever writes by mail wants to be answered by mail. */
export function resumeMailFor(state: ConversationState, id: MessageId, at: string): void {
  state.chatOnly = false;
  const event = { kind: 'mailResumed', agentId: null } as const;
  state.unrecorded.push(
    happened({ id: eventIdOf(id, 'mailResumed'), author: { by: 'customer' }, event, at }),
  );
}

/** The customer wants something. Spam stays where it is: whoever looks through it finds the words. */
export function reopenFor(state: ConversationState, id: MessageId, at: string): void {
  wakeFor(state, id, at);
  if (state.status !== 'closed' || state.spam) return;
  state.status = 'open';
  const event = { kind: 'reopened', agentId: null } as const;
  state.unrecorded.push(happened({ id: eventIdOf(id, 'reopened'), author: { by: 'customer' }, event, at }));
}

/** The customer does not wait for a moment that an agent chose. */
export function wakeFor(state: ConversationState, id: MessageId, at: string): void {
  if (state.status !== 'snoozed') return;
  const until = state.snooze?.until ?? null;
  state.status = 'open';
  state.snooze = null;
  const event = { kind: 'snoozeEnded', until, because: 'customer' } as const;
  const author = { by: 'customer' } as const;
  state.unrecorded.push(happened({ id: eventIdOf(id, 'snoozeEnded'), author, event, at }));
}
