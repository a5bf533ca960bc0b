import { isStale } from './stale.ts';
import type { AgentId, MessageId } from '../ids.ts';
import type { MailContext, RefusedMailReason } from '../agent-mail.ts';
import { happened, noted } from './entries.ts';
import { mentionBurst } from '../notices/mention-notice.ts';
import type { Merged } from './merged.ts';
import { type ConversationState } from './state.ts';
import { waitAfter, waitWhenDue } from '../notices/escalate-again.ts';
import { waitsForSomebody, type Standing } from '../standing.ts';

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

/** What was merged goes on elsewhere, and is told of there. */
export const callsForSomebody = (conversation: Standing & { merged: Merged | null }): boolean =>
  waitsForSomebody(conversation) && !conversation.merged;

const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

/**
 * Something was recorded that the team should hear of. What comes until the notices leave joins them; those that only wait
 * for quiet hours to end give way to new ones. The delays come from the worker, and so lie in the history.
 */
export function noticeWanted(
  state: ConversationState,
  at: string,
  { noticeInMs, digestInMs }: { noticeInMs: number; digestInMs?: number | undefined },
): void {
  if (!callsForSomebody(state)) {
    if (digestInMs !== undefined) digestWanted(state, at, digestInMs);
    return;
  }
  const { teamNotice } = state;
  if (digestInMs !== undefined) teamNotice.digestAt ??= later(at, digestInMs);
  if (teamNotice.at !== null && !teamNotice.held) return;
  const due = later(at, noticeInMs);
  Object.assign(teamNotice, { at: due, burst: due, held: false });
}

/** Two machines' clocks agree to within this, in milliseconds: what is recorded in it may be told with the next burst as well. */
const CLOCKS_DIFFER = 200;

/** Milliseconds until a burst's moment, which is its name; one that escalates again is named by its message and is due at once. */
export const untilBurst = (burst: string, now: number): number => Math.max(0, Date.parse(burst) - now || 0);

/** Whether a burst's moment has come: whoever gives it may have read by now what there is to tell. */
export const isLeaving = (burst: string, now: string): boolean =>
  untilBurst(burst, Date.parse(now)) <= CLOCKS_DIFFER;

/** Asked before anything may join: what comes from its moment on is another burst. */
export function noticeLeaves(state: ConversationState, now: string): void {
  const { at, held } = state.teamNotice;
  if (at !== null && !held && isLeaving(at, now)) noticeDue(state);
}

/** The time is over, and it still waits. Those who watch hear of it with everybody else. */
export function noticeDue({ teamNotice }: ConversationState): void {
  if (teamNotice.burst) teamNotice.due.push(teamNotice.burst);
  Object.assign(teamNotice, { at: null, held: false, digestAt: null });
}

/** @param againAt when those are asked about again whose quiet hours hold; null: everybody has been told. */
export function noticesGiven(state: ConversationState, burst: string, againAt: string | null): void {
  const { teamNotice } = state;
  if (teamNotice.burst === burst && teamNotice.at !== null && !teamNotice.held) noticeDue(state);
  teamNotice.due = teamNotice.due.filter((each) => each !== burst);
  if (!againAt || teamNotice.at !== null || !callsForSomebody(state)) return;
  Object.assign(teamNotice, { at: againAt, burst, held: true });
}

/** Somebody took it first. Those who watch are still told of what they have not read. */
export function noticeWithdrawn({ teamNotice, agentMail }: ConversationState): void {
  if (teamNotice.digestAt) agentMail.digestAt ??= teamNotice.digestAt;
  Object.assign(teamNotice, { at: null, burst: null, held: false, digestAt: null });
}

/** Something was recorded that calls for somebody. @param due when it is escalated again if nobody takes it; null: never. */
export function escalateAgainWanted(
  state: ConversationState,
  step: { isEscalated: boolean; at: string; due: string | null },
): void {
  if (callsForSomebody(state)) state.escalateAgain = waitAfter(state.escalateAgain, step);
}

/** The moment has come. @param due when it would be by the hours as they are now; null: not any more. */
export function escalateAgainDue(
  state: ConversationState,
  { id, since, now, due }: { id: MessageId; since: string; now: string; due: string | null },
): void {
  const wait = state.escalateAgain;
  if (!wait?.at || wait.since !== since || !callsForSomebody(state)) return;
  state.escalateAgain = waitWhenDue(wait, { now, due });
  if (!isEscalatedAgain(state)) return;
  const event = { kind: 'escalatedAgain' } as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at: now }));
}

/** It stands in the transcript, and so above the others in the list: now everybody is told. */
export function escalatedAgainRecorded({ teamNotice }: ConversationState, id: MessageId): void {
  if (!teamNotice.due.includes(id)) teamNotice.due.push(id);
}

/** A note stands in the transcript: whoever it mentions is told at once, whoever has the conversation. */
export function mentionRecorded({ teamNotice }: ConversationState, id: MessageId): void {
  const burst = mentionBurst(id);
  if (!teamNotice.due.includes(burst)) teamNotice.due.push(burst);
}

/** Nobody took it in time, and nobody has since. */
export const isEscalatedAgain = (state: ConversationState): boolean =>
  state.escalateAgain?.at === null && callsForSomebody(state);
