import type { ConversationId, DeliveryId, DraftId, ProjectId } from '../ids.ts';
import type { Standing } from '../standing.ts';
import type { DeliveryEvent, Entry, RequestedDelivery, RefusedAgentMail } from './entry.ts';
import type { Outgoing } from './held-reply.ts';
import type { Arrival, Merged } from './merged.ts';
import type { RulePlan } from '../rule-event.ts';
import type { TriageView } from '../triage.ts';

/** One step of a conversation, as its workflow decided it. */
export interface Batch {
  conversationId: ConversationId;
  projectId: ProjectId;
  entries: Entry[];
  deliveryEvents: DeliveryEvent[];
  standing: Standing;
  customerEmail: string | null;
  /** The draft that may record an answer from now on; null abandons whatever is being written. */
  draftId: DraftId | null;
  /** A draft that was given up since the last batch. */
  abandonedDraftId: DraftId | null;
  /** Whose messages to take over. */
  arriving: Arrival[];
  merged: Merged | null;
  /** How many of the state's waiting notices may be sent after this batch. */
  notices: number;
  /** Deliveries to make or to try again, after the entries. */
  requestedDeliveries: RequestedDelivery[];
  /** What waits to leave; null: nothing. */
  outgoing: Outgoing | null;
  chatOnly: boolean;
  /** Absent: as it is. */
  triage?: TriageView;
  /** Nobody took it in time. Absent: no. */
  escalatedAgain?: true;
  /** Answers by mail that go back to their writers. */
  refusedAgentMails: RefusedAgentMail[];
  /** What was parked and is tried again, by its unit's id. */
  retried: string[];
}

/** A person was asked for in it, or an answer waits for one. */
export const isEscalating = ({ entries }: Pick<Batch, 'entries'>): boolean =>
  entries.some(({ event }) => event?.kind === 'escalated' || event?.kind === 'answerHeld');

/** It was snoozed until now. */
export const comesBack = ({ entries }: Pick<Batch, 'entries'>): boolean =>
  entries.some(({ event }) => event?.kind === 'snoozeEnded');

/** When the newest of what it holds happened; undefined when it holds nothing that was said or done. */
export const momentOf = ({ entries, arriving }: Pick<Batch, 'entries' | 'arriving'>): string | undefined =>
  entries.at(-1)?.at ?? arriving.findLast(({ writtenAt }) => writtenAt)?.writtenAt ?? undefined;

/** When somebody touched the conversation last in what is recorded; null: nobody did. What rules and timers do counts for nothing. */
export function touchedAt({ entries, arriving }: Pick<Batch, 'entries' | 'arriving'>): string | null {
  const arrived = arriving.findLast(({ writtenAt }) => writtenAt)?.writtenAt ?? null;
  return entries.findLast(isTouch)?.at ?? arrived;
}

/** What somebody does about what waits, or says about what is over. */
const UNTOUCHING = new Set<string>(['ruleCancelled', 'ruleMoved', 'rated']);

function isTouch({ author, event }: Entry): boolean {
  if (event?.kind === 'snoozeEnded') return true;
  return author.by !== 'system' && !(event && UNTOUCHING.has(event.kind));
}

/** An answer that was recorded in the moment in which its draft was given up: the customer reads it. */
export interface LateAnswer {
  draftId: DraftId;
  seq: number;
  /** Why it also asks for a person; null: it does not. */
  reason: string | null;
  /** It is the words of a budget that was reached. */
  cause?: 'budget';
}

/** What the database made of a batch. Lies in the history, so what is not there is left out. */
export interface Recorded {
  /** Sequence number of the newest message, answers recorded by drafts included. */
  lastSeq: number;
  /** Sequence number of each entry, in the order of `entries`. */
  seqs: number[];
  /** The newest sequence number of each author among the messages that arrived from other conversations. */
  arrived?: Record<string, number>;
  /** The requested deliveries that are to be sent. */
  made?: DeliveryId[];
  /** Why automatic mails among them were not made. */
  refused?: { deliveryId: DeliveryId; reason: string }[];
  /** What the given up draft had said, when its answer is in the transcript all the same. */
  lateAnswer?: LateAnswer;
  /** Set when somebody who may be mailed watches for what was recorded: in how many milliseconds they are told. */
  digestInMs?: number;
  /** Set when it waits for somebody, and somebody of the team hears of that: in how many milliseconds. */
  noticeInMs?: number;
  /** Set when it waits for somebody, by the project's hours: when it is escalated again, ISO 8601. */
  escalateAgainAt?: string;
  /** What rules of the project make of it. Absent: the project has none, or nobody touched it. */
  rules?: RulePlan;
}
