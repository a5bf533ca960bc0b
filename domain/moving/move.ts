import type { SignalsOf } from '../contract/policy.ts';
import type { SignalInput } from '../contract/contract.ts';
import type { AutomaticAnswers, Standing, Status } from '../conversation/state.ts';
import type { ConversationId, MessageId } from '../ids.ts';
import type { MailTrouble } from '../message.ts';

/**
 * Why messages of another conversation come: it was merged, it was split off, a split was undone. The rest reach a merged
 * conversation later, and do here what they would have done there: `wrote`, `mailed`, `asked` for a person, a mail
 * `bounced`, or it is only `kept`.
 */
export const MOVE_REASONS = [
  'merged',
  'split',
  'returned',
  'wrote',
  'mailed',
  'asked',
  'bounced',
  'kept',
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

/** What a conversation was doing when it was merged. */
export interface Bringing {
  standing: Standing;
  /** The assistant still owes an answer. */
  unanswered: boolean;
}

/** What a merge did to the conversation that took it. */
export interface Joined {
  before: Standing;
  after: Standing;
  /** Its own assistant owed an answer. */
  unanswered: boolean;
  /** How that answer may be mailed. */
  byMail?: AutomaticAnswers;
}

/** Where a merged conversation goes on, and what undoing that restores. */
export interface Merged {
  into: ConversationId;
  move: MessageId;
  before: Status;
  unanswered: boolean;
  /** Somebody wrote here since, asked for a person, or did not get a mail. */
  news: boolean;
  /** Merged because its split was undone: nothing is left to undo. */
  returned: boolean;
}

/** Every message of `from` that this move has not brought yet; of a split, those it marked. */
export interface Arrival {
  from: ConversationId;
  move: MessageId;
  split: boolean;
  /** Set when somebody has just written: when those who watch are told of it. */
  newsAt?: string;
}

/** A mail that missed its customer, for whoever goes on with a merged conversation. */
export interface Undelivered {
  /** Of the event in the conversation whose mail it was. */
  id: MessageId;
  how: MailTrouble;
  detail: string;
}

/** A signal from one conversation to another. */
export type News = {
  [Name in SignalsOf<'conversation'>]: { to: ConversationId; name: Name; input: SignalInput<Name> };
}[SignalsOf<'conversation'>];

/** A command's event in the other conversation: the same id with one more letter. */
export function eventElsewhere(id: MessageId): MessageId {
  return `${id}o` as MessageId;
}
