import { isStale } from './stale.ts';
import type { AgentId, MessageId } from '../ids.ts';
import type { MailContext, RefusedMailReason } from '../agent-mail.ts';
import { noted } from './entries.ts';
import { type ConversationState } from './state.ts';

interface AnswerByMail {
  id: MessageId;
  agentId: AgentId;
  text: string;
  mailContext: MailContext;
}

/**
 * Whether an answer by mail goes on to the customer. A note is taken at once; what may not go out is kept as a note and
 * goes back to its writer, so that neither the customer nor the team is misled.
 */
export function isForCustomer(state: ConversationState, answer: AnswerByMail, at: string): boolean {
  const { id, agentId, text, mailContext } = answer;
  const note = (words: string) =>
    state.unrecorded.push(noted({ id, text: words, author: { by: 'agent', agentId }, at }));
  const reason = whyRefused(state, { ...mailContext, agentId });
  if (reason) {
    const { seenSeq } = mailContext;
    state.agentMail.refused.push({ id, agentId, seenSeq, reason, text });
    const title = `*Came by mail and was not sent (${reason.replaceAll('_', ' ')}).*`;
    note(text ? `${title}\n\n${text}` : title);
  } else if (mailContext.does === 'note') note(text);
  return !reason && mailContext.does !== 'note';
}

/** Why an answer that was written in a mail program may not go out now; null when it may. */
function whyRefused(
  state: ConversationState,
  reply: MailContext & { agentId: AgentId },
): RefusedMailReason | null {
  if (reply.does === 'refuse') return reply.reason ?? 'unknown_command';
  if (reply.does === 'note') return null;
  if (isStale(state, reply)) return 'stale';
  return state.status === 'closed' ? 'closed' : null;
}

/** The transcript has a message that somebody watches for. `delayMs` comes from the worker, and so lies in the history. */
export function digestWanted({ agentMail }: ConversationState, at: string, delayMs: number): void {
  agentMail.digestAt ??= new Date(Date.parse(at) + delayMs).toISOString();
}

/** The time is over: whoever still has not read is told. */
export function digestDue({ agentMail }: ConversationState): void {
  agentMail.digestAt = null;
  agentMail.toSend = { digest: true };
}

/** Answers that go back are kept: what came meanwhile waits for the next batch. */
export function refusedAgentMailsRecorded({ agentMail }: ConversationState, count: number): void {
  if (count === 0) return;
  agentMail.refused.splice(0, count);
  agentMail.toSend = { digest: agentMail.toSend?.digest ?? false };
}
