import type { SignalInput } from '../contract/contract.ts';
import { awaitAnswer, handToTeam, reopenFor, resumeMailFor } from '../conversation/answering.ts';
import { replaceAnswer } from '../conversation/answers/held-answer.ts';
import { followInShadow } from '../conversation/answers/shadow.ts';
import { acknowledge } from '../conversation/automatic-mail.ts';
import { eventIdOf, happened, noted, said } from '../conversation/entries.ts';
import { forgetMergeUndo } from '../conversation/merge-undo.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import type { AgentId, MessageId } from '../ids.ts';
import { foldAddress } from '../mail/address/mail-address.ts';
import type { Author } from '../message.ts';

/**
 * A mail came back to this conversation. Only a mail from the customer's own address speaks for the customer;
 * anybody else's is kept for the team and changes nothing.
 */
export function inboundEmail(state: ConversationState, mail: SignalInput<'inboundEmail'>, at: string): void {
  if (!firstTime(state, mail.id)) return;
  const { id, emailId, from, forwarded } = mail;
  if (!speaksForCustomer(state, mail)) {
    const author: Author = { by: 'other', ...from };
    state.unrecorded.push(said({ id, emailId, author, channel: 'email', audience: 'team', text: '', at }));
    return;
  }
  if (forwarded) wasForwarded(state, { id, ...forwarded, at });
  reopenFor(state, id, at);
  if (state.chatOnly) resumeMailFor(state, id, at);
  state.unrecorded.push(said({ id, emailId, author: { by: 'customer' }, channel: 'email', text: '', at }));
  state.automaticAnswers = mail.answer ?? null;
  state.lastChannel = 'email';
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
  forgetMergeUndo(state);
  reopenFor(state, id, at);
  replaceAnswer(state, at);
  followInShadow(state);
  if (state.handler.by === 'agent' || byAssistant) return awaitAnswer(state);
  handToTeam(state, { id: eventIdOf(id, 'escalated'), cause: 'email', reason: '', at });
}

/** As it stands now: whatever was done since may have changed it. */
const handedToPerson = (state: ConversationState) => state.handler.by === 'agent' && !state.spam;
