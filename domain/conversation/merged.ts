import type { SignalInput } from '../contract/contract.ts';
import type { SignalsOf } from '../contract/policy.ts';
import type { ConversationId, MessageId } from '../ids.ts';
import type { Standing, Status } from '../standing.ts';
import type { AutomaticAnswers } from '../automatic-answers.ts';

/** Where a merged conversation goes on, and what undoing that restores. */
export interface Merged {
  into: ConversationId;
  move: MessageId;
  before: Status;
  unanswered: boolean;
  /** Somebody wrote here since, asked for a person, or did not get a mail. */
  active: boolean;
  /** Merged because its split was undone: nothing is left to undo. */
  bySplitUndo: boolean;
}

/** Every message of `from` that this move has not brought yet; of a split, those it marked. */
export interface Arrival {
  from: ConversationId;
  move: MessageId;
  split: boolean;
  /** Set when somebody has just written: those who watch are told of it. */
  writtenAt: string | null;
}

/** What a merge did to the conversation that took it. */
export interface MergeUndo {
  before: Standing;
  after: Standing;
  /** Its own assistant owed an answer. */
  unanswered: boolean;
  /** How that answer may be mailed. */
  automaticAnswers: AutomaticAnswers | null;
}

/** A signal from one conversation to another. */
export type ConversationNotice = {
  [Name in SignalsOf<'conversation'>]: { to: ConversationId; name: Name; input: SignalInput<Name> };
}[SignalsOf<'conversation'>];
