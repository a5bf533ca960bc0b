import { acknowledge, mailAnswer } from './automatic-answers.ts';
import type { SignalInput } from '../contract/contract.ts';
import { firstTime, type ConversationState, type EscalationCause } from './state.ts';
import { eventIdOf, happened, noted, said } from './entries.ts';
import { siblingId, type AgentId, type DraftId, type MessageId } from '../ids.ts';
import { nothingToRestore } from '../moving/merge-undo.ts';
import { raiseUndelivered } from './deliveries.ts';
import { foldAddress } from '../mail/address/mail-address.ts';
import type { Author } from '../message.ts';
import type { SaidAnyway } from './batch.ts';

/** What has already happened in the world: each changes the state at once and waits for its row. Repetitions change nothing. */

export function customerWrote(
  state: ConversationState,
  message: SignalInput<'customerMessage'>,
  at: string,
): void {
  if (!firstTime(state, message.id)) return;
  nothingToRestore(state);
  reopenFor(state, message.id, at);
  state.unrecorded.push(said({ ...message, author: { by: 'customer' }, channel: 'widget', at }));
  delete state.byMail;
  state.heardBy = 'widget';
  awaitAnswer(state);
}

/**
 * A mail came back to this conversation. Only a mail from the customer's own address speaks for the customer;
 * anybody else's is kept for the team and changes nothing.
 */
export function mailArrived(state: ConversationState, mail: SignalInput<'inboundEmail'>, at: string): void {
  if (!firstTime(state, mail.id)) return;
  const { id, emailId, from, forwarded } = mail;
  if (!speaksForCustomer(state, mail)) {
    const author: Author = { by: 'other', ...from };
    state.unrecorded.push(said({ id, emailId, author, channel: 'email', audience: 'team', text: '', at }));
    return;
  }
  if (forwarded) wasForwarded(state, { id, ...forwarded, at });
  reopenFor(state, id, at);
  if (state.chatOnly) mailWanted(state, id, at);
  state.unrecorded.push(said({ id, emailId, author: { by: 'customer' }, channel: 'email', text: '', at }));
  delete state.byMail;
  state.heardBy = 'email';
  if (mail.answer) state.byMail = mail.answer;
  customerAnswered(state, { id, byAssistant: mail.answer?.assistant ?? false, at });
  if (handedToPerson(state)) acknowledge(state, { id, at });
}

function speaksForCustomer(state: ConversationState, { author, from }: SignalInput<'inboundEmail'>): boolean {
  return author ? author === 'customer' : state.customerEmail === foldAddress(from.email);
}

/** The agent's own words are for the team. */
function wasForwarded(
  state: ConversationState,
  { id, agentId, words, at }: { id: MessageId; agentId: AgentId; words: string; at: string },
): void {
  const author = { by: 'agent', agentId } as const;
  const event = { kind: 'forwarded', agentId } as const;
  state.unrecorded.push(happened({ id: eventIdOf(id, 'forwarded'), author, event, at }));
  if (words) state.unrecorded.push(noted({ id: `${id}n`, text: words, author, at }));
}

/** The customer's mail wants a person, whoever has the conversation or anybody of the team, unless the assistant may answer mail. */
export function customerAnswered(
  state: ConversationState,
  { id, byAssistant, at }: { id: MessageId; byAssistant: boolean; at: string },
): void {
  nothingToRestore(state);
  reopenFor(state, id, at);
  if (state.handler.by === 'agent' || byAssistant) return awaitAnswer(state);
  escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'email', reason: '', at });
}

/** As it stands now: whatever was done since may have changed it. */
const handedToPerson = (state: ConversationState) => state.handler.by === 'agent';

export function personWanted(state: ConversationState, wish: SignalInput<'escalate'>, at: string): void {
  if (!firstTime(state, wish.id)) return;
  nothingToRestore(state);
  if (wish.email) giveEmail(state, { id: wish.id, email: wish.email, at });
  if (state.handler.by === 'agent' && state.status !== 'closed') return;
  reopenFor(state, wish.id, at);
  const reason = wish.reason ?? '';
  escalate(state, { id: eventIdOf(wish.id, 'escalated'), cause: 'visitor', reason, at });
}

export function deliveryChanged(state: ConversationState, news: SignalInput<'mailEvent'>, at: string): void {
  if (!firstTime(state, news.id)) return;
  const { deliveryId, detail, hard } = news;
  state.deliveryNews.push({ deliveryId, state: news.state, detail, at, ...(hard && { hard }) });
  if (news.state === 'delivered') return;
  if (hard !== undefined) raiseUndelivered(state, { deliveryId, how: news.state, detail, at });
  else if (state.status !== 'closed') state.status = 'open';
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
  const unsaid = ended?.outcome === 'escalate' && ended.seq === null;
  if (ended?.outcome !== 'abandoned' && !unsaid) mailAnswer(state, id);
  if (ended?.outcome === 'escalate') {
    escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'assistant', reason: ended.reason, at });
    if (unsaid) acknowledge(state, { id, at });
  }
  if (!ended) {
    state.unrecorded.push(said({ id, author: { by: 'assistant' }, channel: 'widget', text: APOLOGY, at }));
    const reason = 'The assistant could not answer: the model did not respond as it should.';
    escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'failure', reason, at });
  }
}

/**
 * A draft was given up for something newer just when its answer had been recorded. What it promised the customer holds:
 * that a person will come, and that it comes by mail.
 */
export function saidAnyway(state: ConversationState, answer: SaidAnyway & { at: string }): void {
  const { draftId, seq, reason, at } = answer;
  state.newestBy['assistant'] = Math.max(state.newestBy['assistant'] ?? 0, seq);
  if (state.handler.by !== 'assistant' || state.status === 'closed') return;
  const id = siblingId('msg', draftId);
  mailAnswer(state, id);
  if (reason) escalate(state, { id: eventIdOf(id, 'escalated'), cause: 'assistant', reason, at });
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
  if (state.draftId) state.overtaken = state.draftId;
  state.answerWanted = false;
  state.draftId = null;
}

export function awaitAnswer(state: ConversationState): void {
  state.status = 'open';
  if (state.handler.by !== 'assistant') return;
  if (state.draftId) state.overtaken = state.draftId;
  state.draftId = null;
  state.answerWanted = true;
}

/** Whoever writes by mail wants to be answered by mail. */
export function mailWanted(state: ConversationState, id: MessageId, at: string): void {
  state.chatOnly = false;
  const event = { kind: 'mailResumed', agentId: null } as const;
  state.unrecorded.push(
    happened({ id: eventIdOf(id, 'mailResumed'), author: { by: 'customer' }, event, at }),
  );
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
  state.chatOnly &&= false;
  const event = { kind: 'emailGiven' } as const;
  state.unrecorded.push(happened({ id: given.id, author: { by: 'customer' }, event, at: given.at }));
}
