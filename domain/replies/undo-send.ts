import { answerDue } from '../conversation/answers/held-answer.ts';
import { eventIdOf } from '../conversation/entries.ts';
import type { AgentId, MessageId } from '../ids.ts';
import type { Channel } from '../message.ts';
import type { Entry } from '../conversation/entry.ts';
import type { HeldGroup, ReplyTimes } from '../conversation/held-reply.ts';
import { requestMail } from '../conversation/deliveries.ts';
import type { Status } from '../standing.ts';
import { close } from './reply.ts';
import { awaitRead, endAwaiting } from './await-read.ts';
import type { Wait } from './waits.ts';
import { customerWroteAfter, isOvertaken, stop } from './send-later.ts';
import { type ConversationState } from '../conversation/state.ts';

/** More replies than this in one mail would be a text of its own; the next one begins another. */
const MAX_IN_ONE_MAIL = 10;

/** A reply that waits: for being undone, or until a moment of its writer's choice. */
interface Waiting {
  entry: Entry;
  agentId: AgentId;
  seenSeq: number;
  times: ReplyTimes;
  /** ISO 8601. */
  sendAt?: string | undefined;
  /** What the conversation is before this reply closes it. */
  closing?: Status | undefined;
}

/**
 * Keeps a reply back. Another one of the same agent joins it and begins the time anew, so that both can be undone
 * for as long as was promised, and both leave as one mail. One that leaves later leaves alone.
 */
export function holdReply(state: ConversationState, reply: Waiting): void {
  const { entry, agentId, seenSeq, times, sendAt, closing } = reply;
  const until = sendAt ?? later(entry.at, times.undoSeconds);
  const last = state.heldGroups.at(-1);
  const group: HeldGroup =
    last && !sendAt && mayJoin(last, reply)
      ? last
      : { id: entry.id, agentId, until, readSeconds: null, replies: [], ...(sendAt && { later: true }) };
  if (group !== last) state.heldGroups.push(group);
  group.until = until;
  group.readSeconds = times.readSeconds;
  group.replies.push({ entry, seenSeq, ...(closing && { closing }) });
  state.dirty = true;
  if (sendAt) return;
  // Whoever closes is done with it now; the customer hears of it when the reply leaves.
  if (closing) state.status = 'closed';
  if (times.undoSeconds === 0) sendHeld(state, group, entry.at);
}

const mayJoin = (last: HeldGroup, { entry, agentId }: Waiting): boolean =>
  !last.later &&
  last.agentId === agentId &&
  last.replies.length < MAX_IN_ONE_MAIL &&
  mayShareMail(last, entry);

/** One mail has one set of readers: what one of two replies says to more people, the other does not. Files keep their own mail. */
function mayShareMail({ replies }: HeldGroup, entry: Entry): boolean {
  const files = [entry, ...replies.map((reply) => reply.entry)].some(
    ({ attachments }) => attachments?.length,
  );
  const readers = ({ cc = [], bcc = [] }: Entry) => JSON.stringify([cc, bcc]);
  return !files && replies.every((reply) => readers(reply.entry) === readers(entry));
}

/** Undoes a held reply, as if it had never been written. @returns it, or null when it has left. */
export function undoReply(state: ConversationState, id: MessageId): Entry | null {
  const group = groupOf(state, id);
  const reply = group?.replies.find(({ entry }) => entry.id === id);
  if (!group || !reply) return null;
  group.replies = group.replies.filter((each) => each !== reply);
  if (group.replies.length === 0) state.heldGroups = state.heldGroups.filter((each) => each !== group);
  if (reply.closing && !group.later && state.status === 'closed') state.status = reply.closing;
  state.dirty = true;
  return reply.entry;
}

/** Ends whatever a message waits for. Nothing happens when it waits no more. */
export function sendNow(state: ConversationState, id: MessageId, at: string): void {
  const group = groupOf(state, id);
  if (group) return sendHeld(state, group, at);
  const awaited = state.awaitedReads.find(({ messageIds }) => messageIds.includes(id));
  if (awaited) endAwaiting(state, awaited.id, { unlessRead: false });
}

export const isHeld = (state: ConversationState, id: MessageId): boolean => groupOf(state, id) !== undefined;

/** Whether a colleague's reply is about to leave: a second one would answer the same words. */
export function colleagueReplies(state: ConversationState, agentId: AgentId): boolean {
  return state.heldGroups.some((group) => group.agentId !== agentId && !group.later);
}

/** Whether a reply to the customer's newest message is about to leave. */
export function answerIsHeld(state: ConversationState): boolean {
  const replies = state.heldGroups.filter(({ stopped }) => !stopped).flatMap((group) => group.replies);
  return replies.some(({ seenSeq }) => !customerWroteAfter(state, seenSeq));
}

/** The moment has come. */
export function waitEnded(state: ConversationState, wait: Wait, at: string): void {
  const group = state.heldGroups.find(({ id, until }) => wait.id === `reply ${id}` && wait.until === until);
  if (group?.later && isOvertaken(state, group)) return stop(state, group, at);
  if (group) return sendHeld(state, group, at);
  if (state.heldAnswer && wait.id === `answer ${state.heldAnswer.draftId}`)
    return answerDue(state, { until: wait.until, at });
  const read = state.awaitedReads.find(({ id, until }) => wait.id === `read ${id}` && wait.until === until);
  if (read) endAwaiting(state, read.id, { unlessRead: true });
}

export function groupOf(state: ConversationState, id: MessageId): HeldGroup | undefined {
  return state.heldGroups.find(({ replies }) => replies.some(({ entry }) => entry.id === id));
}

/** The replies are said now: they enter the transcript, and their mail is made or waits for the visitor's eyes. */
function sendHeld(state: ConversationState, group: HeldGroup, at: string): void {
  state.heldGroups = state.heldGroups.filter((each) => each !== group);
  state.dirty = true;
  const isMailed = state.customerEmail !== null && !state.chatOnly;
  // What waits to be read in the chat becomes a mail when it is mailed.
  const channel: Channel = isMailed && group.readSeconds === null ? 'email' : 'widget';
  const seenSeq = Math.max(...group.replies.map((reply) => reply.seenSeq));
  if (!customerWroteAfter(state, seenSeq)) customerOwesAnswer(state);
  state.unrecorded.push(...group.replies.map(({ entry }) => ({ ...entry, channel, at })));
  closeWith(state, group, at);
  if (!isMailed) return;
  const messageIds = group.replies.map(({ entry }) => entry.id);
  if (group.readSeconds === null) requestMail(state, messageIds, { unlessRead: false });
  else awaitRead(state, group, later(at, group.readSeconds));
}

/** Not when it was opened again meanwhile, and not when the customer wrote: they wait for an answer. */
function closeWith(state: ConversationState, group: HeldGroup, at: string): void {
  const { id, agentId, replies } = group;
  if (!replies.some(({ closing }) => closing)) return;
  const seenSeq = Math.max(...replies.map((reply) => reply.seenSeq));
  if (customerWroteAfter(state, seenSeq) || (!group.later && state.status !== 'closed')) return;
  close(state, { id: eventIdOf(id, 'closed'), agentId, at });
}

/** Snoozed right after it was written, it stays out of the way. */
function customerOwesAnswer(state: ConversationState): void {
  if (state.status === 'open') state.status = 'waiting';
  if (state.status === 'snoozed' && state.snooze) state.snooze.before = 'waiting';
}

const later = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1_000).toISOString();
