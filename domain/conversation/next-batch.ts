import { authorKey } from './stale.ts';
import type { DraftId } from '../ids.ts';
import { standing } from '../standing.ts';
import {
  callsForSomebody,
  digestWanted,
  escalateAgainWanted,
  escalatedAgainRecorded,
  mentionRecorded,
  isEscalatedAgain,
  noticeWanted,
  refusedAgentMailsRecorded,
} from './agent-mail-state.ts';
import { isEscalating, momentOf, touchedAt, type Batch, type Recorded } from './batch.ts';
import { outgoingOf, withEscalation, withRules, type Outgoing } from './held-reply.ts';
import type { UpcomingRule } from '../rule-event.ts';
import { upcomingRules } from '../rules/silence.ts';
import { type ConversationState } from './state.ts';
import { unitIdOf, unitsOf } from './unit.ts';
import { triageView } from '../triage.ts';

/** The rules that run in a conversation if nobody touches it, the soonest first. */
export const rulesAhead = (state: ConversationState): UpcomingRule[] =>
  upcomingRules(state.rules, {
    status: state.status,
    isMerged: state.merged !== null,
    isSpam: state.spam !== null,
  });

/** Everything that waits and that its row shows. */
export function shownOutgoing(state: ConversationState): Outgoing | null {
  const escalatesAt = callsForSomebody(state) ? state.escalateAgain?.at : null;
  return withRules(withEscalation(outgoingOf(state), escalatesAt), rulesAhead(state));
}

export function needsRecording(state: ConversationState): boolean {
  return (
    state.dirty ||
    state.answerWanted ||
    state.unrecorded.length > 0 ||
    state.deliveryEvents.length > 0 ||
    state.requestedDeliveries.length > 0 ||
    state.arriving.length > 0 ||
    state.notices.waiting.length > 0
  );
}

/** Takes everything that waits for the database. A wanted answer gets its draft here, in the same step as its question. */
export function nextBatch(state: ConversationState, newDraftId: () => DraftId): Batch {
  if (state.answerWanted) {
    state.answerWanted = false;
    state.draftId = newDraftId();
  }
  state.dirty = false;
  const { conversationId, projectId, customerEmail, draftId, abandonedDraftId, merged, chatOnly } = state;
  return {
    ...{ conversationId, projectId, customerEmail, draftId, abandonedDraftId, merged, chatOnly },
    standing: standing(state),
    triage: triageView(state),
    outgoing: shownOutgoing(state),
    entries: [...state.unrecorded],
    deliveryEvents: [...state.deliveryEvents],
    requestedDeliveries: [...state.requestedDeliveries],
    arriving: [...state.arriving],
    notices: state.notices.waiting.length,
    refusedAgentMails: [...state.agentMail.refused],
    retried: [...state.retried],
    ...(isEscalatedAgain(state) && { escalatedAgain: true }),
  };
}

/** Which of what is tried again this batch holds. Where the conversation stands is part of every batch. */
export function retriedIn(batch: Batch): string[] {
  const contained = new Set(['standing', ...unitsOf(batch).map(unitIdOf)]);
  return batch.retried.filter((id) => contained.has(id));
}

/** What a batch writes, in a line for the Temporal UI; nothing personal. */
export function summaryOf(batch: Batch): string {
  const entries = batch.entries.map(({ kind, author, event }) => event?.kind ?? `${author.by} ${kind}`);
  const events = batch.deliveryEvents.map(({ state }) => `mail ${state}`);
  const moves = batch.arriving.map(({ from }) => `messages of ${from}`);
  const deliveries = batch.requestedDeliveries.map(({ kind }) => `mail ${kind}`);
  return (
    [...entries, ...events, ...moves, ...deliveries].join(', ') ||
    `${batch.standing.status}, ${batch.standing.handler.by}`
  );
}

/** The batch is in the database: forget what waited, remember its numbers. What came meanwhile stays. */
export function batchRecorded(state: ConversationState, batch: Batch, recorded: Recorded): void {
  state.unrecorded.splice(0, batch.entries.length);
  state.deliveryEvents.splice(0, batch.deliveryEvents.length);
  state.requestedDeliveries.splice(0, batch.requestedDeliveries.length);
  if (batch.abandonedDraftId === state.abandonedDraftId) state.abandonedDraftId = null;
  state.lastSeq = Math.max(state.lastSeq, recorded.lastSeq);
  for (const [index, entry] of batch.entries.entries()) {
    if (entry.kind !== 'event')
      state.newestBy[authorKey(entry.author)] = recorded.seqs[index] ?? recorded.lastSeq;
  }
  movesRecorded(state, batch, recorded);
  const retried = retriedIn(batch);
  state.retried = state.retried.filter((id) => !retried.includes(id));
  for (const id of recorded.made ?? []) if (!state.unsent.includes(id)) state.unsent.push(id);
  refusedAgentMailsRecorded(state, batch.refusedAgentMails.length);
  toldOf(state, batch, recorded);
  const since = touchedAt(batch);
  if (since) Object.assign(state.rules, { since, done: [], moved: {} });
}

/** Who hears of what was recorded, and when. */
function toldOf(state: ConversationState, batch: Batch, recorded: Recorded): void {
  for (const { id, event, mentions } of batch.entries) {
    if (event?.kind === 'escalatedAgain') escalatedAgainRecorded(state, id);
    if (mentions) mentionRecorded(state, id);
  }
  const at = momentOf(batch);
  const { noticeInMs, digestInMs, escalateAgainAt: due = null } = recorded;
  const isEscalated = isEscalating(batch);
  if (at && (due || isEscalated)) escalateAgainWanted(state, { isEscalated, at, due });
  if (at && noticeInMs !== undefined) noticeWanted(state, at, { noticeInMs, digestInMs });
  else if (at && digestInMs !== undefined) digestWanted(state, at, digestInMs);
}

function movesRecorded(state: ConversationState, batch: Batch, recorded: Recorded): void {
  state.arriving.splice(0, batch.arriving.length);
  state.notices.sending.push(...state.notices.waiting.splice(0, batch.notices));
  for (const [author, seq] of Object.entries(recorded.arrived ?? {})) {
    state.newestBy[author] = Math.max(state.newestBy[author] ?? 0, seq);
  }
}
