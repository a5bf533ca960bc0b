import { abandonDraft } from './answering.ts';
import type { Batch, Recorded } from './batch.ts';
import type { Entry } from './entry.ts';
import { batchRecorded } from './next-batch.ts';
import { requestMail } from './deliveries.ts';
import type { ConversationState } from './state.ts';
import { unitIdOf, type Unit } from './unit.ts';

/** A batch of some of another's units. What belongs to no unit goes with the rest, which has none. */
export function partOf(batch: Batch, units: Unit[]): Batch {
  const isRest = units.length === 0;
  return {
    ...batch,
    entries: units.flatMap((unit) => (unit.kind === 'entry' ? unit.entry : [])),
    arriving: units.flatMap((unit) => (unit.kind === 'arrival' ? unit.arrival : [])),
    deliveryEvents: units.flatMap((unit) => (unit.kind === 'deliveryEvent' ? unit.event : [])),
    requestedDeliveries: units.flatMap((unit) => (unit.kind === 'requestedDelivery' ? unit.delivery : [])),
    refusedAgentMails: units.flatMap((unit) => (unit.kind === 'refusedAgentMail' ? unit.mail : [])),
    notices: isRest ? batch.notices : 0,
    abandonedDraftId: isRest ? batch.abandonedDraftId : null,
  };
}

/** The part will not be recorded as it is: what waited in the state waits in a row of its own now. */
export function partParked(state: ConversationState, part: Batch, at: string): void {
  const { newestBy } = state;
  state.newestBy = { ...newestBy };
  const nothing: Recorded = { lastSeq: state.lastSeq, seqs: part.entries.map(() => 0) };
  batchRecorded(state, part, nothing);
  state.newestBy = newestBy;
  const unheard = part.entries.some(({ kind, author }) => kind === 'message' && author.by === 'customer');
  if (unheard && state.handler.by === 'assistant') needsPerson(state, at);
}

/** The assistant would answer without what was just said. No event: it could be refused like the words. */
function needsPerson(state: ConversationState, at: string): void {
  abandonDraft(state);
  state.handler = { by: 'agent', agentId: null };
  state.status = 'open';
  const reason = 'What the customer said could not be recorded. It waits under “Needs attention”.';
  state.escalation = { cause: 'failure', reason, at };
  state.dirty = true;
}

/** A parked unit is tried again: it waits like anything that has just happened. */
export function takenFromParking(state: ConversationState, unit: Unit): void {
  switch (unit.kind) {
    case 'entry':
      state.unrecorded.push(unit.entry);
      mailOnceRecorded(state, unit.entry);
      break;
    case 'arrival':
      state.arriving.push(unit.arrival);
      break;
    case 'deliveryEvent':
      state.deliveryEvents.push(unit.event);
      break;
    case 'requestedDelivery':
      state.requestedDeliveries.push(unit.delivery);
      break;
    case 'refusedAgentMail':
      state.agentMail.refused.push(unit.mail);
      break;
    case 'notice':
      state.notices.sending.push(unit.notice);
      break;
    case 'standing':
      state.dirty = true;
  }
  state.retried.push(unitIdOf(unit));
}

/** Its mail was asked for when there was no message to put into it. */
function mailOnceRecorded(state: ConversationState, { id, kind, author }: Entry): void {
  const isMailed = state.customerEmail !== null && !state.chatOnly;
  if (kind === 'message' && author.by === 'agent' && isMailed) requestMail(state, [id], { unlessRead: true });
}
