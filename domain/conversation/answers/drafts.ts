import type { Deadline } from '../../assistant/modes/mode.ts';
import { siblingId, type DraftId } from '../../ids.ts';
import { mostSpent, type Spent } from '../../project/budgets/budgets.ts';
import { handToTeam } from '../answering.ts';
import { acknowledge, mailAnswer } from '../automatic-mail.ts';
import type { LateAnswer } from '../batch.ts';
import { eventIdOf, said } from '../entries.ts';
import { holdAnswer } from './held-answer.ts';
import { beginShadow } from './shadow.ts';
import type { ConversationState } from '../state.ts';

/**
 * How a draft ended. `seq` is set when its answer is in the transcript. `about`: what it rests on, in a line. `spent`: on the
 * whole conversation until now, this draft with all its tries included; a sum, so that hearing it twice counts nothing twice.
 */
export type DraftOutcome =
  | { outcome: 'answered'; seq: number; about?: string; spent?: Spent }
  /** `cause`: a budget was reached, and no answer begun. `summary`: what is passed on, where a model said it. */
  | {
      outcome: 'escalate';
      seq: number | null;
      reason: string;
      cause?: 'budget';
      about?: string;
      summary?: string;
      spent?: Spent;
      /** People answer here; `shadow`: what the assistant would say is drafted beside them. */
      mode?: 'off' | 'shadow';
    }
  /** It waits for an agent. */
  | { outcome: 'held'; deadline: Deadline; about?: string; spent?: Spent }
  | { outcome: 'abandoned' };

/** @param ended null when the assistant failed for good. */
export function draftEnded(
  state: ConversationState,
  draft: { id: DraftId; ended: DraftOutcome | null; at: string },
): void {
  const { id: draftId, ended, at } = draft;
  if (ended && 'seq' in ended && ended.seq !== null) {
    state.lastSeq = Math.max(state.lastSeq, ended.seq);
    state.newestBy['assistant'] = ended.seq;
  }
  if (ended && ended.outcome !== 'abandoned' && ended.about) state.lastAnswer = ended.about;
  if (ended && ended.outcome !== 'abandoned' && ended.spent)
    state.spent = mostSpent(state.spent, ended.spent);
  if (state.draftId !== draftId) return;
  state.draftId = null;
  if (ended?.outcome === 'held') return holdAnswer(state, { draftId, deadline: ended.deadline, at });
  if (ended?.outcome === 'escalate' && ended.mode === 'shadow') beginShadow(state, draftId);
  const id = siblingId('msg', draftId);
  const unsaid = ended?.outcome === 'escalate' && ended.seq === null;
  if (ended?.outcome !== 'abandoned' && !unsaid) mailAnswer(state, id);
  if (ended?.outcome === 'escalate') {
    const { reason, summary, mode } = ended;
    const cause = mode ? 'off' : (ended.cause ?? 'assistant');
    const passedOn = summary === undefined ? {} : { summary };
    handToTeam(state, { id: eventIdOf(id, 'escalated'), cause, reason, at, ...passedOn });
    if (unsaid) acknowledge(state, { id, at });
  }
  if (!ended) {
    state.unrecorded.push(said({ id, author: { by: 'assistant' }, channel: 'widget', text: APOLOGY, at }));
    const reason = 'The assistant could not answer: the model did not respond as it should.';
    handToTeam(state, { id: eventIdOf(id, 'escalated'), cause: 'failure', reason, at });
  }
}

/**
 * A draft was given up for something newer just when its answer had been recorded. What it promised the customer holds:
 * that a person will come, and that it comes by mail.
 */
export function keepLateAnswer(state: ConversationState, answer: LateAnswer & { at: string }): void {
  const { draftId, seq, reason, cause = 'assistant', at } = answer;
  state.newestBy['assistant'] = Math.max(state.newestBy['assistant'] ?? 0, seq);
  if (state.handler.by !== 'assistant' || state.status === 'closed') return;
  const id = siblingId('msg', draftId);
  mailAnswer(state, id);
  if (reason) handToTeam(state, { id: eventIdOf(id, 'escalated'), cause, reason, at });
}

/** Fixed, because whatever failed must not choose the words. */
const APOLOGY = 'Sorry, I can’t answer right now. I’ve asked the team to take over.';
