import type { SignalInput } from './contract.ts';
import { firstTime, type ConversationState, type EscalationCause } from './conversation.ts';
import { eventIdOf, happened, said } from './entries.ts';
import { siblingId, type DraftId, type MessageId } from './ids.ts';
import type { Author } from './message.ts';

/** What has already happened in the world: each changes the state at once and waits for its row. Repetitions change nothing. */

export function customerWrote(
  state: ConversationState,
  message: SignalInput<'customerMessage'>,
  at: string,
): void {
  if (!firstTime(state, message.id)) return;
  reopenFor(state, message.id, at);
  state.unrecorded.push(said({ ...message, author: { by: 'customer' }, channel: 'widget', at }));
  awaitAnswer(state);
}

/**
 * A mail came back to this conversation. Only a mail from the customer's own address speaks for the customer;
 * anybody else's is kept for the team and changes nothing.
 */
export function mailArrived(state: ConversationState, mail: SignalInput<'inboundEmail'>, at: string): void {
  if (!firstTime(state, mail.id)) return;
  const { id, emailId, from } = mail;
  if (state.customerEmail !== from.email.toLowerCase()) {
    const author: Author = { by: 'other', ...from };
    state.unrecorded.push(said({ id, emailId, author, channel: 'email', audience: 'team', text: '', at }));
    return;
  }
  reopenFor(state, id, at);
  state.unrecorded.push(said({ id, emailId, author: { by: 'customer' }, channel: 'email', text: '', at }));
  if (state.handler.by === 'agent') return awaitAnswer(state);
  const reason = 'The customer answered by email.';
  escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'email', reason, at });
}

export function personWanted(state: ConversationState, wish: SignalInput<'escalate'>, at: string): void {
  if (!firstTime(state, wish.id)) return;
  if (wish.email) giveEmail(state, { id: wish.id, email: wish.email, at });
  if (state.handler.by === 'agent' && state.status !== 'closed') return;
  reopenFor(state, wish.id, at);
  escalate(state, { id: eventIdOf(wish.id, 'escalated'), cause: 'visitor', reason: wish.reason, at });
}

export function deliveryChanged(state: ConversationState, news: SignalInput<'mailEvent'>, at: string): void {
  if (!firstTime(state, news.id)) return;
  const { deliveryId, detail } = news;
  state.deliveryNews.push({ deliveryId, state: news.state, detail, at });
  if (news.state === 'delivered' || state.status === 'closed') return;
  state.status = 'open';
}

/** How a draft ended. `seq` is set when its answer is in the transcript. */
export type DraftOutcome =
  | { outcome: 'answered'; seq: number }
  | { outcome: 'escalate'; seq: number | null; reason: string }
  | { outcome: 'abandoned' };

/** @param ended null when the assistant failed for good. */
export function draftEnded(
  state: ConversationState,
  draft: { id: DraftId; ended: DraftOutcome | null; at: string },
): void {
  const { id: draftId, ended, at } = draft;
  if (ended && ended.outcome !== 'abandoned' && ended.seq !== null) {
    state.lastSeq = Math.max(state.lastSeq, ended.seq);
    state.newestBy['assistant'] = ended.seq;
  }
  if (state.draftId !== draftId) return;
  state.draftId = null;
  const id = siblingId('msg', draftId);
  if (ended?.outcome === 'escalate') {
    escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'assistant', reason: ended.reason, at });
  }
  if (!ended) {
    state.unrecorded.push(said({ id, author: { by: 'assistant' }, channel: 'widget', text: APOLOGY, at }));
    const reason = 'The assistant could not answer: the model did not respond as it should.';
    escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'failure', reason, at });
  }
}

/** Fixed, because whatever failed must not choose the words. */
const APOLOGY = 'Sorry, I can’t answer right now. I’ve asked the team to take over.';

export function escalate(
  state: ConversationState,
  escalation: { id: MessageId; cause: EscalationCause; reason: string; at: string },
): void {
  const { id, cause, reason, at } = escalation;
  abandonDraft(state);
  state.handler = { by: 'agent', agentId: null };
  state.status = 'open';
  state.escalation = { cause, reason, at };
  state.unrecorded.push(
    happened({ id, author: { by: 'system' }, event: { kind: 'escalated', cause, reason }, at }),
  );
}

/** Whatever is being written will not be recorded: the row's draft id changes with the next batch. */
export function abandonDraft(state: ConversationState): void {
  if (state.draftId || state.answerWanted) state.dirty = true;
  state.answerWanted = false;
  state.draftId = null;
}

export function awaitAnswer(state: ConversationState): void {
  state.status = 'open';
  if (state.handler.by !== 'assistant') return;
  state.draftId = null;
  state.answerWanted = true;
}

export function reopenFor(state: ConversationState, id: MessageId, at: string): void {
  if (state.status !== 'closed') return;
  state.status = 'open';
  const event = { kind: 'reopened', agentId: null } as const;
  state.unrecorded.push(happened({ id: eventIdOf(id, 'reopened'), author: { by: 'customer' }, event, at }));
}

function giveEmail(state: ConversationState, given: { id: MessageId; email: string; at: string }): void {
  if (state.customerEmail === given.email) return;
  state.customerEmail = given.email;
  const event = { kind: 'emailGiven' } as const;
  state.unrecorded.push(happened({ id: given.id, author: { by: 'customer' }, event, at: given.at }));
}
