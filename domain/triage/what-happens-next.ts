import type { HeldAnswer } from '../assistant/modes/mode.ts';
import type { Outgoing } from '../conversation/held-reply.ts';
import { shownOutgoing } from '../conversation/next-batch.ts';
import type { ConversationState } from '../conversation/state.ts';
import type { DraftId, MessageId } from '../ids.ts';
import type { RuleName } from '../rule-event.ts';
import type { Status } from '../standing.ts';
import { ratingDue } from '../replies/ask-for-rating.ts';
import { snoozeOf } from '../triage.ts';

/** Something that happens by itself at a moment (ISO 8601), unless somebody acts before. */
export type Upcoming =
  /** A reply that can be undone. */
  | { kind: 'replyLeaves'; at: string; messageId: MessageId }
  /** The mail of a reply that is in the chat, unless it is read there. */
  | { kind: 'mailLeaves'; at: string; messageId: MessageId }
  /** The assistant's answer leaves, or goes to a person unsaid, unless an agent decides about it. */
  | { kind: 'answerLeaves' | 'answerExpires'; at: string; draftId: DraftId }
  /** Null: when the customer answers. */
  | { kind: 'snoozeEnds'; at: string | null }
  | { kind: 'escalatesAgain'; at: string }
  /** Whoever hears of this project is told that it waits. */
  | { kind: 'teamIsTold'; at: string }
  /** Those who watch get a mail of what they have not read. */
  | { kind: 'watchersAreTold'; at: string }
  /** A rule runs, unless somebody says or does something before. */
  | { kind: 'ruleRuns'; at: string; rule: RuleName }
  /** The customer is asked by mail how it was. */
  | { kind: 'ratingAsked'; at: string };

/** What of a conversation waits for a moment: its state says all of it, its row what agents can act on. */
export interface Waits {
  status: Status;
  snoozedUntil: string | null;
  outgoing: Outgoing | null;
  teamToldAt?: string | null;
  watchersToldAt?: string | null;
  ratingAskedAt?: string | null;
}

/** Everything that happens next, the soonest first; what has no moment comes last. */
export function whatHappensNext(waits: Waits): Upcoming[] {
  const { status, snoozedUntil, outgoing, teamToldAt, watchersToldAt, ratingAskedAt } = waits;
  const { held = [], awaitingRead = [], escalateAgainAt, rules = [], answer } = outgoing ?? {};
  const all: Upcoming[] = [
    ...held
      .filter(({ stopped }) => !stopped)
      .map(({ id, until }) => ({ kind: 'replyLeaves' as const, at: until, messageId: id })),
    ...awaitingRead.flatMap(({ messageIds: [messageId], until }) =>
      messageId ? [{ kind: 'mailLeaves' as const, at: until, messageId }] : [],
    ),
    ...answerIn(answer),
    ...(status === 'snoozed' ? [{ kind: 'snoozeEnds' as const, at: snoozedUntil }] : []),
    ...at('escalatesAgain', escalateAgainAt),
    ...rules.map(({ id, name, at }) => ({ kind: 'ruleRuns' as const, at, rule: { id, name } })),
    ...at('teamIsTold', teamToldAt),
    ...at('watchersAreTold', watchersToldAt),
    ...at('ratingAsked', ratingAskedAt),
  ];
  return all.toSorted((one, other) => momentOf(one) - momentOf(other));
}

function answerIn(answer: HeldAnswer | undefined): Upcoming[] {
  if (!answer?.until) return [];
  const { until: at, then, draftId } = answer;
  return [{ kind: then === 'send' ? 'answerLeaves' : 'answerExpires', at, draftId }];
}

const at = <Kind extends 'escalatesAgain' | 'teamIsTold' | 'watchersAreTold' | 'ratingAsked'>(
  kind: Kind,
  moment: string | null | undefined,
) => (moment ? [{ kind, at: moment }] : []);

const momentOf = (upcoming: Upcoming) => (upcoming.at === null ? Infinity : Date.parse(upcoming.at));

/** The same of a conversation's own state. */
export const waitsIn = (state: ConversationState): Waits => ({
  status: state.status,
  snoozedUntil: snoozeOf(state)?.until ?? null,
  outgoing: shownOutgoing(state),
  teamToldAt: state.teamNotice.at,
  watchersToldAt: state.agentMail.digestAt,
  ratingAskedAt: ratingDue(state),
});
