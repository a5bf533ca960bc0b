import type { AgentMailIntent, ReturnReason } from './agent-mail-reply.ts';
import { isStale, type ConversationState } from './conversation.ts';
import type { AgentId, MessageId } from './ids.ts';

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

/** Why an answer that was written in a mail program may not go out now; null when it may. */
export function whyReturned(
  state: ConversationState,
  reply: { seenSeq: number; agentId: AgentId; does: AgentMailIntent['does']; reason: ReturnReason | null },
): ReturnReason | null {
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
