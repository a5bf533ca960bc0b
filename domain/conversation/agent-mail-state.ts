import type { AgentMailIntent, ReturnReason } from '../mail/writing/agent-mail-reply.ts';
import { isStale, type ConversationState } from './state.ts';
import { noted } from './entries.ts';
import type { AgentId, MessageId } from '../ids.ts';

/** An agent's answer by mail that was not sent on: it is kept as a note, and goes back to them. */
export interface ReturnedReply {
  /** The message's that it would have been. */
  id: MessageId;
  agentId: AgentId;
  seenSeq: number;
  reason: ReturnReason;
  text: string;
}

/**
 * Mail to agents that a conversation owes. Every field is absent until somebody watches or answers by mail: such a
 * conversation pays nothing for it.
 */
export interface AgentMailState {
  /** When those who watch are told of what they have not read, ISO 8601. The first message since the last mail sets it. */
  newsAt?: string;
  returned?: ReturnedReply[];
  /** Mails wait to be sent, after those about news have been written. Cleared when they went out, so that a later run takes it up. */
  toSend?: { news: boolean };
}

/** What an answer by mail carries besides its words. */
export interface ByMail {
  /** What the writer had been shown. */
  seenSeq: number;
  does: AgentMailIntent['does'];
  reason: ReturnReason | null;
}

interface AnswerByMail {
  id: MessageId;
  agentId: AgentId;
  text: string;
  byMail: ByMail;
}

/**
 * Whether an answer by mail goes on to the customer. A note is taken at once; what may not go out is kept as a note and
 * goes back to its writer, so that neither the customer nor the team is misled.
 */
export function isForCustomer(state: ConversationState, answer: AnswerByMail, at: string): boolean {
  const { id, agentId, text, byMail } = answer;
  const note = (words: string) =>
    state.unrecorded.push(noted({ id, text: words, author: { by: 'agent', agentId }, at }));
  const reason = whyReturned(state, { ...byMail, agentId });
  if (reason) {
    const { seenSeq } = byMail;
    state.agentMail ??= {};
    (state.agentMail.returned ??= []).push({ id, agentId, seenSeq, reason, text });
    const title = `*Came by mail and was not sent (${reason.replaceAll('_', ' ')}).*`;
    note(text ? `${title}\n\n${text}` : title);
  } else if (byMail.does === 'note') note(text);
  return !reason && byMail.does !== 'note';
}

/** Why an answer that was written in a mail program may not go out now; null when it may. */
function whyReturned(state: ConversationState, reply: ByMail & { agentId: AgentId }): ReturnReason | null {
  if (reply.does === 'return') return reply.reason ?? 'unknown_command';
  if (reply.does === 'note') return null;
  if (isStale(state, reply)) return 'stale';
  return state.status === 'closed' ? 'closed' : null;
}

/** The transcript has a message that somebody watches for. `delayMs` comes from the worker, and so lies in the history. */
export function newsRecorded(state: ConversationState, at: string, delayMs: number): void {
  state.agentMail ??= {};
  state.agentMail.newsAt ??= new Date(Date.parse(at) + delayMs).toISOString();
}

/** The time is over: whoever still has not read is told. */
export function newsDue(state: ConversationState): void {
  if (!state.agentMail) return;
  delete state.agentMail.newsAt;
  state.agentMail.toSend = { news: true };
}

/** Answers that go back are kept: what came meanwhile waits for the next batch. */
export function returnsRecorded(state: ConversationState, count: number): void {
  const mail = state.agentMail;
  const left = mail?.returned?.slice(count) ?? [];
  if (!mail) return;
  if (left.length > 0) mail.returned = left;
  else delete mail.returned;
  mail.toSend = { news: mail.toSend?.news ?? false };
}
