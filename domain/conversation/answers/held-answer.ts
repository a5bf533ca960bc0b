import type { Deadline } from '../../assistant/modes/mode.ts';
import { siblingId, type AgentId, type DraftId } from '../../ids.ts';
import type { AnswerDecision } from '../../message.ts';
import { handToTeam } from '../answering.ts';
import { acknowledge, mailAnswer } from '../automatic-mail.ts';
import { eventIdOf, happened, said } from '../entries.ts';
import type { ConversationState } from '../state.ts';

/** An answer that waits for an agent. The customer waits for a person meanwhile, and sees no more than that. */
export function holdAnswer(
  state: ConversationState,
  { draftId, deadline, at }: { draftId: DraftId; deadline: Deadline; at: string },
): void {
  const until = new Date(Date.parse(at) + deadline.ms).toISOString();
  state.heldAnswer = { draftId, until, then: deadline.then };
  state.handler = { by: 'agent', agentId: null };
  state.status = 'open';
  const id = siblingId('msg', draftId);
  const event = { kind: 'answerHeld', draftId } as const;
  state.unrecorded.push(happened({ id: eventIdOf(id, 'drafted'), author: { by: 'system' }, event, at }));
  acknowledge(state, { id, at });
}

/** It leaves as it is. @param agentId null: nobody decided in time. */
export function letOut(
  state: ConversationState,
  { agentId, at }: { agentId: AgentId | null; at: string },
): void {
  const { heldAnswer, handler } = state;
  if (!heldAnswer) return;
  const { draftId } = heldAnswer;
  const id = siblingId('msg', draftId);
  const answer = said({
    id,
    author: { by: 'assistant' },
    channel: 'widget',
    text: '',
    answerOf: draftId,
    at,
  });
  state.unrecorded.push(answer);
  decided(state, { decision: agentId ? 'approved' : 'sent', agentId, at });
  if (handler.by === 'agent' && handler.agentId) state.status = 'waiting';
  else {
    state.handler = { by: 'assistant' };
    state.escalation = null;
  }
  mailAnswer(state, id);
}

/** It stays unsaid: whoever has the conversation answers. Nothing happens when none waits. */
export function dropAnswer(
  state: ConversationState,
  why: { decision: Exclude<AnswerDecision, 'approved' | 'sent'>; agentId?: AgentId; at: string },
): void {
  if (state.heldAnswer) decided(state, { agentId: null, ...why });
}

/**
 * An agent answers: with the words that waited, changed or not, or with others.
 * @param edits the answer that they say they edited. @returns what their reply is to say of it: nothing of one that does not wait.
 */
export function takePlaceOfAnswer(
  state: ConversationState,
  edits: DraftId | undefined,
  by: { agentId: AgentId; at: string },
): { edits?: DraftId } {
  const isEdited = edits !== undefined && state.heldAnswer?.draftId === edits;
  dropAnswer(state, { decision: isEdited ? 'edited' : 'overtaken', ...by });
  return isEdited ? { edits } : {};
}

/** The customer wrote again: another answer takes its place, unless a person has the conversation by now. */
export function replaceAnswer(state: ConversationState, at: string): void {
  if (!state.heldAnswer) return;
  dropAnswer(state, { decision: 'replaced', at });
  const { handler, assignee } = state;
  if (handler.by === 'agent' && !handler.agentId && !assignee) state.handler = { by: 'assistant' };
}

/** A person has it: they may still let it out, but nothing leaves by itself. */
export function keepForPerson(state: ConversationState): void {
  if (!state.heldAnswer) return;
  state.heldAnswer.until = null;
  state.dirty = true;
}

/** The moment has come. Nothing happens when somebody decided before. */
export function answerDue(state: ConversationState, { until, at }: { until: string; at: string }): void {
  const { heldAnswer } = state;
  if (heldAnswer?.until !== until) return;
  if (heldAnswer.then === 'send') return letOut(state, { agentId: null, at });
  dropAnswer(state, { decision: 'expired', at });
  const id = eventIdOf(siblingId('msg', heldAnswer.draftId), 'escalated');
  handToTeam(state, { id, cause: 'assistant', reason: EXPIRED, at });
}

function decided(
  state: ConversationState,
  { decision, agentId, at }: { decision: AnswerDecision; agentId: AgentId | null; at: string },
): void {
  if (!state.heldAnswer) return;
  const { draftId } = state.heldAnswer;
  state.heldAnswer = null;
  state.dirty = true;
  const event = { kind: 'answerDecided', draftId, decision, agentId } as const;
  const author = agentId ? ({ by: 'agent', agentId } as const) : ({ by: 'system' } as const);
  const id = eventIdOf(siblingId('msg', draftId), 'verdict');
  state.unrecorded.push(happened({ id, author, event, at }));
}

const EXPIRED = 'Nobody decided about the assistant’s draft in time.';
