import { newsRecorded, returnsRecorded, type ReturnedReply } from './agent-mail-state.ts';
import {
  authorKey,
  standing,
  type ConversationState,
  type DeliveryNews,
  type Entry,
  type Standing,
} from './state.ts';
import type { ConversationId, DeliveryId, DraftId, ProjectId } from '../ids.ts';
import type { Arrival, Merged } from '../moving/move.ts';
import { outgoingOf, type Mailing, type Outgoing } from './outgoing.ts';
import { unitIdOf, unitsOf } from './unit.ts';

/** One step of a conversation, as its workflow decided it. */
export interface Batch {
  conversationId: ConversationId;
  projectId: ProjectId;
  entries: Entry[];
  deliveryNews: DeliveryNews[];
  standing: Standing;
  customerEmail: string | null;
  /** The draft that may record an answer from now on; null abandons whatever is being written. */
  draftId: DraftId | null;
  /** A draft that was given up since the last batch. */
  overtaken?: DraftId;
  /** Whose messages to take over; see `move.ts`. */
  arriving?: Arrival[];
  merged?: Merged | null;
  /** How many of the state's news become tellable with this batch. */
  news?: number;
  /** Deliveries to make or to try again, after the entries. */
  mailings?: Mailing[];
  /** What waits to leave; null: nothing. */
  outgoing?: Outgoing | null;
  chatOnly?: boolean;
  /** Answers by mail that go back to their writers. */
  returned?: ReturnedReply[];
  /** What was parked and is tried again, by its unit's id; see `unit.ts`. */
  retried?: string[];
}

/** An answer that was recorded in the moment in which its draft was given up: the customer reads it. */
export interface SaidAnyway {
  draftId: DraftId;
  seq: number;
  /** Why it also asks for a person; null: it does not. */
  reason: string | null;
}

export interface Recorded {
  /** Sequence number of the newest message, answers recorded by drafts included. */
  lastSeq: number;
  /** Sequence number of each entry, in the order of `entries`. */
  seqs: number[];
  /** The newest sequence number of each author among the messages that arrived from other conversations. */
  arrived?: Record<string, number>;
  /** The deliveries of `mailings` that are to be sent. */
  mailed?: DeliveryId[];
  /** Why automatic mails of `mailings` were not made. */
  refused?: { deliveryId: DeliveryId; reason: string }[];
  /** What the given up draft had said, when its answer is in the transcript all the same. */
  answered?: SaidAnyway;
  /** Set when somebody who may be mailed watches for what was recorded: in how many milliseconds they are told. */
  tellAgentsInMs?: number;
}

export function needsRecording(state: ConversationState): boolean {
  return (
    state.dirty ||
    state.answerWanted ||
    state.unrecorded.length > 0 ||
    state.deliveryNews.length > 0 ||
    hasMailings(state) ||
    hasMoves(state)
  );
}

const hasMailings = (state: ConversationState) => (state.mailings ?? []).length > 0;

const hasMoves = ({ arriving = [], toTell = [] }: ConversationState) => arriving.length + toTell.length > 0;

/** Takes everything that waits for the database. A wanted answer gets its draft here, in the same step as its question. */
export function nextBatch(state: ConversationState, newDraftId: () => DraftId): Batch {
  if (state.answerWanted) {
    state.answerWanted = false;
    state.draftId = newDraftId();
  }
  state.dirty = false;
  const { conversationId, projectId, unrecorded, deliveryNews, customerEmail, draftId } = state;
  return {
    conversationId,
    projectId,
    customerEmail,
    draftId,
    entries: [...unrecorded],
    deliveryNews: [...deliveryNews],
    standing: standing(state),
    ...(state.overtaken && { overtaken: state.overtaken }),
    ...(state.merged !== undefined && { merged: state.merged }),
    ...(state.arriving?.length && { arriving: [...state.arriving] }),
    ...(state.toTell?.length && { news: state.toTell.length }),
    mailings: [...(state.mailings ?? [])],
    outgoing: outgoingOf(state),
    chatOnly: state.chatOnly ?? false,
    ...(state.agentMail?.returned && { returned: [...state.agentMail.returned] }),
    ...(state.retried?.length && { retried: [...state.retried] }),
  };
}

/** Which of what is tried again this batch holds. Where the conversation stands is part of every batch. */
export function retriedIn(batch: Batch): string[] {
  const held = new Set(['standing', ...unitsOf(batch).map(unitIdOf)]);
  return (batch.retried ?? []).filter((id) => held.has(id));
}

/** What a batch writes, in a line for the Temporal UI; nothing personal. */
export function summaryOf(batch: Batch): string {
  const entries = batch.entries.map(({ kind, author, event }) => event?.kind ?? `${author.by} ${kind}`);
  const news = batch.deliveryNews.map(({ state }) => `mail ${state}`);
  const moves = (batch.arriving ?? []).map(({ from }) => `messages of ${from}`);
  const mailings = (batch.mailings ?? []).map(({ kind }) => `mail ${kind}`);
  return (
    [...entries, ...news, ...moves, ...mailings].join(', ') ||
    `${batch.standing.status}, ${batch.standing.handler.by}`
  );
}

/** The batch is in the database: forget what waited, remember its numbers. What came meanwhile stays. */
export function batchRecorded(state: ConversationState, batch: Batch, recorded: Recorded): void {
  state.unrecorded.splice(0, batch.entries.length);
  state.deliveryNews.splice(0, batch.deliveryNews.length);
  if (batch.overtaken === state.overtaken) delete state.overtaken;
  state.mailings?.splice(0, batch.mailings?.length ?? 0);
  state.lastSeq = Math.max(state.lastSeq, recorded.lastSeq);
  for (const [index, entry] of batch.entries.entries()) {
    const seq = recorded.seqs[index] ?? recorded.lastSeq;
    if (entry.kind !== 'event') state.newestBy[authorKey(entry.author)] = seq;
    if (entry.deliveryId) state.unsent.push(entry.deliveryId);
  }
  movesRecorded(state, batch, recorded);
  const retried = retriedIn(batch);
  if (retried.length > 0) state.retried = state.retried?.filter((id) => !retried.includes(id)) ?? [];
  for (const id of recorded.mailed ?? []) if (!state.unsent.includes(id)) state.unsent.push(id);
  if (batch.returned) returnsRecorded(state, batch.returned.length);
  const at = batch.entries.at(-1)?.at ?? batch.arriving?.findLast(({ newsAt }) => newsAt)?.newsAt;
  if (at && recorded.tellAgentsInMs !== undefined) newsRecorded(state, at, recorded.tellAgentsInMs);
}

function movesRecorded(state: ConversationState, batch: Batch, recorded: Recorded): void {
  state.arriving?.splice(0, batch.arriving?.length ?? 0);
  const told = state.toTell?.splice(0, batch.news ?? 0) ?? [];
  if (told.length > 0) state.telling = [...(state.telling ?? []), ...told];
  for (const [author, seq] of Object.entries(recorded.arrived ?? {})) {
    state.newestBy[author] = Math.max(state.newestBy[author] ?? 0, seq);
  }
}
