import type { AgentMailState } from './agent-mail-state.ts';
import type {
  AgentId,
  AttachmentId,
  ConversationId,
  DeliveryId,
  DraftId,
  EmailId,
  MessageId,
  ProjectId,
} from '../ids.ts';
import type { Language } from '../language.ts';
import type { Audience, Author, Channel, ConversationEvent, MessageKind } from '../message.ts';
import type { Arrival, Joined, Merged, News } from '../moving/move.ts';
import type { ParkedWish } from './parked-entry.ts';
import { waitsFrom, type AwaitedRead, type Hold, type Mailing, type Outgoing } from './outgoing.ts';

export type Status = 'open' | 'waiting' | 'snoozed' | 'closed';

/** Who has the conversation now. An agent's conversation may have no one responsible yet: that is the inbox's "unassigned". */
export type Handler = { by: 'assistant' } | { by: 'agent'; agentId: AgentId | null };

export type EscalationCause = 'visitor' | 'assistant' | 'failure' | 'email' | 'unreached';

export interface Escalation {
  cause: EscalationCause;
  /** In words, for agents; empty when the cause says it all. Never shown to a model. */
  reason: string;
  at: string;
}

/** What the world may know of a conversation without its transcript; the same in the workflow, the table and the inbox. */
export interface Standing {
  status: Status;
  handler: Handler;
  assignee: AgentId | null;
  escalation: Escalation | null;
}

/** Something said or done that waits for its sequence number and its row. */
export interface Entry {
  id: MessageId;
  kind: MessageKind;
  channel: Channel;
  audience: Audience;
  author: Author;
  /** Empty when the text lies in a stored mail (`emailId`) or the entry is an event. */
  text: string;
  event: ConversationEvent | null;
  emailId: EmailId | null;
  /** Who gets a reply by mail besides the customer. Absent: nobody. */
  cc?: string[];
  /** ISO 8601, the workflow's clock. */
  at: string;
  /** The delivery by mail that this message wants, if any. */
  deliveryId: DeliveryId | null;
  /** Uploaded files that this message takes with it. */
  attachments?: AttachmentId[];
}

/** How a mail may be answered without a human. Comes with the mail, so that a replay needs no settings. */
export interface AutomaticAnswers {
  /** What the assistant says is mailed. */
  assistant: boolean;
  /** The language in which to say that a person will answer; null: in none. */
  acknowledge: Language | null;
  /** An agent decided that the assistant's answer is mailed, whatever the project's settings say. */
  agreed?: true;
}

export interface DeliveryNews {
  deliveryId: DeliveryId;
  state: 'delivered' | 'bounced' | 'complained' | 'failed';
  detail: string;
  at: string;
  /** The provider says that this address takes no mail any more, or wants none. */
  hard?: boolean;
}

/**
 * Everything a conversation must remember between two events, carried through continue-as-new as JSON.
 * Bodies are not here: the transcript lives in Postgres.
 */
export interface ConversationState extends Standing {
  schema: 1;
  conversationId: ConversationId;
  projectId: ProjectId;
  channel: Channel;
  customerEmail: string | null;
  /** The last sequence number that is in the transcript for certain. */
  lastSeq: number;
  /** Newest sequence number by author (`customer`, `assistant`, `other`, or an agent's id): decides whether a reply is stale. */
  newestBy: Record<string, number>;
  /** Entries not yet in the transcript, in order. */
  unrecorded: Entry[];
  deliveryNews: DeliveryNews[];
  /** Deliveries whose message is recorded and whose sending has not ended. */
  unsent: DeliveryId[];
  /** Customer messages wait for the assistant. */
  answerWanted: boolean;
  /** The draft whose answer may be recorded; any other is abandoned. */
  draftId: DraftId | null;
  /** A draft that was given up and may have been recorded before that: the next batch finds out. */
  overtaken?: DraftId;
  /** Ids applied lately, oldest first: the first wall against duplicates, in front of the primary key. */
  recentIds: string[];
  /** Standing or the customer's address changed and the row does not show it yet. */
  dirty: boolean;
  /** Where this conversation goes on; see `merge.ts`. Absent or null: here. */
  merged?: Merged | null;
  /** Messages of other conversations that wait for their rows here. */
  arriving?: Arrival[];
  /** News for other conversations, to be told once what they are about is recorded. */
  toTell?: News[];
  /** News that may be told now, oldest first. */
  telling?: News[];
  /** What merges did to the standing, oldest first; gone once somebody wrote, asked or answered here since. See `joined.ts`. */
  absorbed?: Record<MessageId, Joined>;
  /** Replies that can be taken back. Absent in conversations that began before there were any. */
  holds?: Hold[];
  /** Replies whose mail waits for whether they are read in the chat. */
  awaitedReads?: AwaitedRead[];
  /** Deliveries to make or to try again with the next batch. */
  mailings?: Mailing[];
  /** The team stopped mailing this customer: replies go to the chat alone. */
  chatOnly?: boolean;
  /** The customer's newest message is a mail that may be answered without a human; absent when it is not. */
  byMail?: AutomaticAnswers;
  /** Where the customer spoke last. Absent in conversations that began before it was noted. */
  heardBy?: Channel;
  /** A mail missed the customer while the assistant had the conversation. */
  missedMail?: true;
  /** When the customer was last told that a mail had arrived. */
  acknowledgedAt?: string;
  /** Absent while no mail to an agent is owed. */
  agentMail?: AgentMailState;
  /** The next quiet moment ends this run, whose history holds what was erased. */
  renewing?: true;
  /** How many entries wait for an admin because they were refused for good. Absent: none ever did. */
  parked?: number;
  /** What admins decided about them, oldest first. */
  wishes?: ParkedWish[];
  /** What is tried again and not yet recorded, by its unit's id. */
  retried?: string[];
}

/** Senders retry within seconds to hours; a burst of 500 distinct messages between two retries is beyond every rate limit. */
const RECENT_IDS = 500;

/** What the api knows of a conversation from its row: enough to start its workflow again after it ended. */
export interface ConversationSnapshot extends Standing {
  conversationId: ConversationId;
  projectId: ProjectId;
  channel: Channel;
  customerEmail: string | null;
  lastSeq: number;
  merged?: Merged | null;
  chatOnly?: boolean;
  /** What waited, and which deliveries were on their way, when a workflow ended before its time. */
  outgoing?: Outgoing;
  unsent?: DeliveryId[];
}

export function newConversation({ outgoing, ...from }: ConversationSnapshot): ConversationState {
  return {
    schema: 1,
    newestBy: from.lastSeq > 0 ? { customer: from.lastSeq } : {},
    unrecorded: [],
    deliveryNews: [],
    unsent: [],
    answerWanted: false,
    draftId: null,
    recentIds: [],
    dirty: false,
    ...from,
    ...(outgoing && waitsFrom(outgoing, from.lastSeq)),
  };
}

export function standing(state: ConversationState): Standing {
  const { status, handler, assignee, escalation } = state;
  return { status, handler, assignee, escalation };
}

/** Remembers the id; false when it was applied before. */
export function firstTime(state: ConversationState, id: string): boolean {
  if (state.recentIds.includes(id)) return false;
  state.recentIds.push(id);
  if (state.recentIds.length > RECENT_IDS) state.recentIds.splice(0, state.recentIds.length - RECENT_IDS);
  return true;
}

/** True when somebody else's message came after the newest one this agent had seen. Events do not count: nobody wrote them. */
export function isStale(state: ConversationState, reply: { seenSeq: number; agentId: AgentId }): boolean {
  if (state.unrecorded.some((entry) => authorKey(entry.author) !== reply.agentId && entry.kind !== 'event')) {
    return true;
  }
  if (state.arriving?.length) return true;
  return Object.entries(state.newestBy).some(([key, seq]) => key !== reply.agentId && seq > reply.seenSeq);
}

export function authorKey(author: Author): string {
  return author.by === 'agent' ? author.agentId : author.by;
}
