import type { SignalInput } from '../contract/contract.ts';
import {
  abandonDraft,
  awaitAnswer,
  handToTeam,
  owesAnswer,
  reopenFor,
  resumeMailFor,
} from '../conversation/answering.ts';
import { dropAnswer } from '../conversation/answers/held-answer.ts';
import { eventIdOf, happened } from '../conversation/entries.ts';
import { rememberMergeUndo } from '../conversation/merge-undo.ts';
import { notifyConversation } from './notices.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import type { MessageId } from '../ids.ts';
import { eventElsewhere, type Bringing, type MoveReason, type Undelivered } from '../move.ts';
import { standing } from '../standing.ts';
import { eventHere, moveHappened } from './move-event.ts';

type Taken = SignalInput<'takeMessages'>;

/** These bring what was said long ago; whatever else comes is new. */
const WHOLE: MoveReason[] = ['merged', 'split', 'splitUndone'];

/** Something new to be answered. */
const BRINGS_WORDS: MoveReason[] = ['wrote', 'mailed', 'asked'];

/** Messages of another conversation come here: they are copied when this is recorded. */
export function takeMessages(state: ConversationState, input: Taken, at: string): void {
  if (!firstTime(state, `takeMessages ${input.id}`)) return;
  const { from, move, agentId, why, bringing } = input;
  if (why === 'merged' && state.merged) {
    return notifyConversation(state, { to: from, name: 'refuseMerge', input: { id: move, move } });
  }
  if (why === 'merged' || why === 'split') {
    const kind = why === 'merged' ? 'mergedFrom' : 'splitFrom';
    moveHappened(state, { id: eventElsewhere(move), agentId, at, event: { kind, agentId, from, move } });
  }
  const writtenAt = WHOLE.includes(why) ? null : at;
  state.arriving.push({ from, move, split: why === 'split', writtenAt });
  if (input.undelivered) showUndelivered(state, input.undelivered, at);
  if (state.merged) return passFurther(state, input);
  if (bringing || BRINGS_WORDS.includes(why)) dropAnswer(state, { decision: 'replaced', at });
  if (bringing) takeStanding(state, { move, agentId, bringing });
  takeEffect(state, input, at);
}

/** A merge of a merge: what reaches this conversation goes on to where it lives now. */
function passFurther(state: ConversationState, { id, why, undelivered }: Taken): void {
  if (!state.merged) return;
  const { into: to, move } = state.merged;
  const { conversationId: from } = state;
  const input = { id, from, move, agentId: null, why, bringing: null, ...(undelivered && { undelivered }) };
  if (why !== 'kept' && why !== 'splitUndone') state.merged.active = true;
  notifyConversation(state, {
    to,
    name: 'takeMessages',
    input: why === 'splitUndone' ? { ...input, why: 'kept' } : input,
  });
}

/**
 * Whoever waited for something in the other conversation now waits for it here, and for a person: the assistant would
 * answer one visitor what another one asked.
 */
function takeStanding(
  state: ConversationState,
  { move, agentId, bringing }: Pick<Taken, 'move' | 'agentId'> & { bringing: Bringing },
): void {
  const before = standing(state);
  const unanswered = owesAnswer(state);
  const { automaticAnswers } = state;
  const { handler, assignee, escalation } = bringing.standing;
  // Nobody here knows until when the other one was snoozed.
  const status = bringing.standing.status === 'snoozed' ? 'open' : bringing.standing.status;
  if (state.handler.by === 'assistant' && status !== 'closed') {
    abandonDraft(state);
    state.automaticAnswers = null;
    state.handler = handler.by === 'agent' ? handler : { by: 'agent', agentId };
  }
  if (status === 'open' || (status !== 'closed' && state.status === 'closed')) state.status = status;
  state.assignee ??= assignee;
  state.escalation ??= escalation;
  rememberMergeUndo(state, move, { before, after: standing(state), unanswered, automaticAnswers });
}

/** Events are not copied; that a mail missed its customer must be seen by whoever goes on. */
function showUndelivered(state: ConversationState, { id, how, detail }: Undelivered, at: string): void {
  const event = { kind: 'notDelivered', how, detail } as const;
  state.unrecorded.push(happened({ id: eventHere(state, id), author: { by: 'system' }, event, at }));
}

/** What the cause of the escalation does not say already. */
const REASONS = {
  wrote: 'The customer wrote in a conversation that was merged into this one.',
  mailed: '',
  asked: '',
};

/** What the fact would have done in the conversation it was meant for. */
function takeEffect(state: ConversationState, { id: factId, why }: Taken, at: string): void {
  const id = factId as MessageId;
  switch (why) {
    case 'wrote':
    case 'mailed':
    case 'asked': {
      state.automaticAnswers = null;
      if (why === 'mailed' && state.chatOnly) resumeMailFor(state, eventElsewhere(id), at);
      reopenFor(state, eventElsewhere(id), at);
      if (state.handler.by === 'agent') return why === 'asked' ? undefined : awaitAnswer(state);
      const cause = why === 'mailed' ? 'email' : 'visitor';
      return handToTeam(state, {
        id: eventIdOf(eventElsewhere(id), 'escalated'),
        cause,
        reason: REASONS[why],
        at,
      });
    }
    case 'bounced':
      state.status = 'open';
      state.dirty = true;
      return;
    case 'merged':
    case 'split':
    case 'splitUndone':
    case 'kept':
  }
}
