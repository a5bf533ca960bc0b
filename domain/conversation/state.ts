import type { ConversationId, DeliveryId, DraftId, MessageId, ProjectId } from '../ids.ts';
import type { HeldAnswer } from '../assistant/modes/mode.ts';
import type { Shadow } from '../assistant/modes/shadow.ts';
import type { Channel } from '../message.ts';
import type { Standing } from '../standing.ts';
import type { AutomaticAnswers } from '../automatic-answers.ts';
import type { DeliveryEvent, Entry, RefusedAgentMail, RequestedDelivery } from './entry.ts';
import { waitingFrom, type AwaitedRead, type HeldGroup, type Outgoing } from './held-reply.ts';
import type { EscalateAgain } from '../notices/escalate-again.ts';
import type { MailLanguage } from '../language/language.ts';
import type { Arrival, ConversationNotice, Merged, MergeUndo } from './merged.ts';
import type { ParkedDecision } from './parked-entry.ts';
import { NOTHING_SPENT, type Spent } from '../project/budgets/budgets.ts';
import { noRules, type RulesState } from '../rule-event.ts';
import { untriaged, type Triage } from '../triage.ts';

/** Mail to agents that a conversation owes. */
export interface AgentMailState {
  /** When those who watch are told of what they have not read, ISO 8601. The first message since the last mail sets it. */
  digestAt: string | null;
  refused: RefusedAgentMail[];
  /** Mails wait to be sent, after those of a digest have been written. Null when they went out, so that a later run takes it up. */
  toSend: { digest: boolean } | null;
}

/** When the team is told of a conversation that nobody has taken. */
export interface TeamNotice {
  /** ISO 8601; null: nothing is to be told, or it is being told. */
  at: string | null;
  /** The burst that is collected: when it was first due. Everybody is told of it once. */
  burst: string | null;
  /** Only those are left whose quiet hours hold. */
  held: boolean;
  /** Bursts whose notices are being given, so that a later run takes them up. */
  due: string[];
  /** When those who watch are told if somebody takes it before that. */
  digestAt: string | null;
}

/** Asking the customer how it was. It happens once, and so does the answer. */
export interface RatingState {
  /** When the question leaves by mail if it is still closed then, ISO 8601; null: it does not. */
  askAt: string | null;
  /** In which language. */
  language: MailLanguage;
  asked: boolean;
  given: boolean;
}

/**
 * Everything a conversation must remember between two events, carried through continue-as-new as JSON.
 * Bodies are not here: the transcript lives in Postgres.
 */
export interface ConversationState extends Standing, Triage {
  schema: 2;
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
  deliveryEvents: DeliveryEvent[];
  /** Deliveries to make or to try again with the next batch. */
  requestedDeliveries: RequestedDelivery[];
  /** Deliveries that were made and whose sending has not ended. */
  unsent: DeliveryId[];
  /** Customer messages wait for the assistant. */
  answerWanted: boolean;
  /** The draft whose answer may be recorded; any other is abandoned. */
  draftId: DraftId | null;
  /** A draft that was given up and may have been recorded before that: the next batch finds out. */
  abandonedDraftId: DraftId | null;
  /** An answer that waits for an agent; null: none does. */
  heldAnswer: HeldAnswer | null;
  /** What the assistant drafts beside agents; null: nothing. */
  shadow: Shadow | null;
  /** Ids applied lately, oldest first: the first wall against duplicates, in front of the primary key. */
  recentIds: string[];
  /** Standing or the customer's address changed and the row does not show it yet. */
  dirty: boolean;
  /** Where this conversation goes on; null: here. */
  merged: Merged | null;
  /** Messages of other conversations that wait for their rows here. */
  arriving: Arrival[];
  /** For other conversations: `waiting` until what they are about is recorded, then `sending`, oldest first. */
  notices: { waiting: ConversationNotice[]; sending: ConversationNotice[] };
  /** What merges did to the standing, oldest first; gone once somebody wrote, asked or answered here since. */
  mergeUndo: Record<MessageId, MergeUndo>;
  /** Replies that can be undone. */
  heldGroups: HeldGroup[];
  /** Replies whose mail waits for whether they are read in the chat. */
  awaitedReads: AwaitedRead[];
  /** The team stopped mailing this customer: replies go to the chat alone. */
  chatOnly: boolean;
  /** How the customer's newest message, a mail, may be answered without a human; null when it may not. */
  automaticAnswers: AutomaticAnswers | null;
  /** Where the customer spoke last. */
  lastChannel: Channel;
  /** A mail missed the customer while the assistant had the conversation. */
  missedMail: boolean;
  /** When the customer was last told that a mail had arrived. */
  acknowledgedAt: string | null;
  agentMail: AgentMailState;
  teamNotice: TeamNotice;
  /** Null: it waits for nobody, or is not to be escalated again. */
  escalateAgain: EscalateAgain | null;
  rating: RatingState;
  rules: RulesState;
  /** What the assistant's last answer rests on, in a line; null: it gave none yet. */
  lastAnswer: string | null;
  /** What the assistant has spent here, as far as its answers said; those given up are in the database's own sum. */
  spent: Spent;
  /** The next quiet moment ends this run, whose history holds what was erased. */
  renewing: boolean;
  /** How many entries wait for an admin because they were refused for good. */
  parked: number;
  /** What admins decided about them, oldest first. */
  parkedDecisions: ParkedDecision[];
  /** What is tried again and not yet recorded, by its unit's id. */
  retried: string[];
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
  triage?: Triage;
}

export function newConversation({ outgoing, triage, ...from }: ConversationSnapshot): ConversationState {
  return {
    ...nothingYet(),
    newestBy: from.lastSeq > 0 ? { customer: from.lastSeq } : {},
    lastChannel: from.channel,
    ...from,
    ...triage,
    ...(outgoing && waitingFrom(outgoing, from.lastSeq)),
  };
}

type Known = keyof Standing | 'conversationId' | 'projectId' | 'channel' | 'customerEmail' | 'lastSeq';
type Defaults = Omit<ConversationState, Known | 'lastChannel'>;

/** What a conversation begins with, whoever begins it. A field that is added later has its value for older states here. */
const nothingYet = (): Defaults => ({
  schema: 2,
  newestBy: {},
  unrecorded: [],
  deliveryEvents: [],
  requestedDeliveries: [],
  unsent: [],
  answerWanted: false,
  draftId: null,
  abandonedDraftId: null,
  heldAnswer: null,
  shadow: null,
  recentIds: [],
  dirty: false,
  merged: null,
  arriving: [],
  notices: { waiting: [], sending: [] },
  mergeUndo: {},
  heldGroups: [],
  awaitedReads: [],
  chatOnly: false,
  automaticAnswers: null,
  missedMail: false,
  acknowledgedAt: null,
  agentMail: { digestAt: null, refused: [], toSend: null },
  teamNotice: { at: null, burst: null, held: false, due: [], digestAt: null },
  escalateAgain: null,
  rating: { askAt: null, language: 'english', asked: false, given: false },
  rules: noRules(),
  lastAnswer: null,
  spent: NOTHING_SPENT,
  renewing: false,
  parked: 0,
  parkedDecisions: [],
  retried: [],
  ...untriaged(),
});

/** A state as an earlier run of this version's schema left it: fields it could not know yet have their first value. */
export type CarriedState = Pick<ConversationState, 'schema' | Known> & Partial<ConversationState>;

/**
 * The state a run goes on with, whichever version carried it. The one place that knows of earlier ones.
 * @throws when no version that ran in production ever wrote such a state.
 */
export function upgraded(carried: CarriedState): ConversationState {
  if ((carried.schema as number) !== 2) throw new Error(`A state of schema ${carried.schema} is not known.`);
  const rules = { ...noRules(), ...carried.rules };
  return { ...nothingYet(), lastChannel: carried.channel, ...carried, rules };
}

/** Remembers the id; false when it was applied before. */
export function firstTime(state: ConversationState, id: string): boolean {
  if (state.recentIds.includes(id)) return false;
  state.recentIds.push(id);
  if (state.recentIds.length > RECENT_IDS) state.recentIds.splice(0, state.recentIds.length - RECENT_IDS);
  return true;
}
