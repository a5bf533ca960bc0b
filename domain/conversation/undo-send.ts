import { authorKey, type ConversationState, type Entry } from './state.ts';
import { siblingId, type AgentId, type MessageId } from '../ids.ts';
import type { Channel } from '../message.ts';
import type { AwaitedRead, Hold, HoldTimes } from './outgoing.ts';

/** More replies than this in one mail would be a text of its own; the next one begins another. */
const MAX_IN_ONE_MAIL = 10;

/**
 * Keeps a reply back. Another one of the same agent joins it and begins the time anew, so that both can be taken back
 * for as long as was promised, and both leave as one mail.
 */
export function holdReply(
  state: ConversationState,
  reply: { entry: Entry; agentId: AgentId; seenSeq: number; times: HoldTimes },
): void {
  const { entry, agentId, seenSeq, times } = reply;
  state.holds ??= [];
  const until = later(entry.at, times.undoSeconds);
  const last = state.holds.at(-1);
  const hold: Hold =
    last?.agentId === agentId && last.replies.length < MAX_IN_ONE_MAIL && mayShareMail(last, entry)
      ? last
      : { id: entry.id, agentId, until, readSeconds: null, replies: [] };
  if (hold !== last) state.holds.push(hold);
  hold.until = until;
  hold.readSeconds = times.readSeconds;
  hold.replies.push({ entry, seenSeq });
  state.dirty = true;
  if (times.undoSeconds === 0) release(state, hold, entry.at);
}

/** One mail has one set of readers: what one of two replies says to more people, the other does not. Files keep their own mail. */
function mayShareMail({ replies }: Hold, entry: Entry): boolean {
  const files = [entry, ...replies.map((reply) => reply.entry)].some(
    ({ attachments }) => attachments?.length,
  );
  return !files && replies.every((reply) => String(reply.entry.cc ?? '') === String(entry.cc ?? ''));
}

/** Takes a held reply back, as if it had never been written. @returns it, or null when it has left. */
export function takeBack(state: ConversationState, id: MessageId): Entry | null {
  const hold = holdOf(state, id);
  const reply = hold?.replies.find(({ entry }) => entry.id === id);
  if (!hold || !reply) return null;
  hold.replies = hold.replies.filter((each) => each !== reply);
  if (hold.replies.length === 0) state.holds = (state.holds ?? []).filter((each) => each !== hold);
  state.dirty = true;
  return reply.entry;
}

/** Ends whatever a message waits for. Nothing happens when it waits no more. */
export function leaveNow(state: ConversationState, id: MessageId, at: string): void {
  const hold = holdOf(state, id);
  if (hold) return release(state, hold, at);
  const awaited = state.awaitedReads?.find(({ messageIds }) => messageIds.includes(id));
  if (awaited) endAwaiting(state, awaited.id, { unlessRead: false });
}

export const isHeld = (state: ConversationState, id: MessageId): boolean => holdOf(state, id) !== undefined;

/** Whether a colleague's reply is about to leave: a second one would answer the same words. */
export function colleagueReplies(state: ConversationState, agentId: AgentId): boolean {
  return state.holds?.some((hold) => hold.agentId !== agentId) ?? false;
}

/** Whether a reply to the customer's newest message is about to leave. */
export function answerIsHeld(state: ConversationState): boolean {
  const replies = (state.holds ?? []).flatMap((hold) => hold.replies);
  return replies.some(({ seenSeq }) => !customerWroteAfter(state, seenSeq));
}

/** What waits for a moment, under ids that stay the same while it waits. */
export interface Wait {
  id: string;
  until: string;
  /** For the Temporal UI. */
  summary: string;
}

export function waitsOf(state: ConversationState): Wait[] {
  const holds = (state.holds ?? []).map(({ id, until }) => ({
    id: `hold ${id}`,
    until,
    summary: 'Until the reply leaves; it can be taken back',
  }));
  const reads = (state.awaitedReads ?? []).map(({ id, until }) => ({
    id: `read ${id}`,
    until,
    summary: 'Until the mail leaves, unless the visitor reads the reply in the chat',
  }));
  return [...holds, ...reads];
}

/** The moment has come. */
export function waitEnded(state: ConversationState, wait: Wait, at: string): void {
  const hold = state.holds?.find(({ id, until }) => wait.id === `hold ${id}` && wait.until === until);
  if (hold) return release(state, hold, at);
  const read = state.awaitedReads?.find(({ id, until }) => wait.id === `read ${id}` && wait.until === until);
  if (read) endAwaiting(state, read.id, { unlessRead: true });
}

function holdOf(state: ConversationState, id: MessageId): Hold | undefined {
  return state.holds?.find(({ replies }) => replies.some(({ entry }) => entry.id === id));
}

/** The replies are said now: they enter the transcript, and their mail is made or waits for the visitor's eyes. */
function release(state: ConversationState, hold: Hold, at: string): void {
  state.holds = (state.holds ?? []).filter((each) => each !== hold);
  state.dirty = true;
  const byMail = state.customerEmail !== null && !state.chatOnly;
  // What waits to be read in the chat becomes a mail when it is mailed.
  const channel: Channel = byMail && hold.readSeconds === null ? 'email' : 'widget';
  const seenSeq = Math.max(...hold.replies.map((reply) => reply.seenSeq));
  if (state.status === 'open' && !customerWroteAfter(state, seenSeq)) state.status = 'waiting';
  state.unrecorded.push(...hold.replies.map(({ entry }) => ({ ...entry, channel, at })));
  if (!byMail) return;
  const messageIds = hold.replies.map(({ entry }) => entry.id);
  if (hold.readSeconds === null) mail(state, messageIds, { unlessRead: false });
  else awaitRead(state, hold, later(at, hold.readSeconds));
}

function awaitRead(state: ConversationState, { replies, agentId }: Hold, until: string): void {
  const messageIds = replies.map(({ entry }) => entry.id);
  const agentIds = replies.map(() => agentId);
  const [first] = replies;
  if (!first) return;
  const { id, cc, attachments } = first.entry;
  const alone = Boolean(cc?.length || attachments?.length);
  state.awaitedReads ??= [];
  const last = state.awaitedReads.at(-1);
  if (!last || last.alone || alone)
    state.awaitedReads.push({ id, messageIds, agentIds, until, ...(alone && { alone: true as const }) });
  else {
    last.messageIds = [...last.messageIds, ...messageIds];
    last.agentIds &&= [...last.agentIds, ...agentIds];
    last.until = until;
  }
}

function endAwaiting(state: ConversationState, id: MessageId, how: { unlessRead: boolean }): void {
  const awaited = state.awaitedReads?.find((each) => each.id === id);
  if (!awaited) return;
  state.awaitedReads = (state.awaitedReads ?? []).filter((each) => each !== awaited);
  state.dirty = true;
  if (state.chatOnly) return;
  for (const messageIds of byWriter(awaited)) mail(state, messageIds, how);
}

/** They waited together, but a mail bears one name and one signature. */
function byWriter({ messageIds, agentIds = [] }: AwaitedRead): MessageId[][] {
  const mails: MessageId[][] = [];
  for (const [index, id] of messageIds.entries()) {
    if (index > 0 && agentIds[index] === agentIds[index - 1]) mails.at(-1)?.push(id);
    else mails.push([id]);
  }
  return mails;
}

function mail(
  state: ConversationState,
  messageIds: MessageId[],
  { unlessRead }: { unlessRead: boolean },
): void {
  const [first] = messageIds;
  if (!first) return;
  state.mailings ??= [];
  state.mailings.push({ kind: 'new', deliveryId: siblingId('dlv', first), messageIds, unlessRead });
}

function customerWroteAfter(state: ConversationState, seq: number): boolean {
  const waiting = state.unrecorded.some(
    ({ author, kind }) => kind === 'message' && authorKey(author) === 'customer',
  );
  return waiting || (state.newestBy['customer'] ?? 0) > seq;
}

const later = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1_000).toISOString();
