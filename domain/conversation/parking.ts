import type { ConversationState } from './state.ts';
import { abandonDraft } from './facts.ts';
import { batchRecorded, type Batch, type Recorded } from './batch.ts';
import { unitIdOf, type Unit } from './unit.ts';

/** A batch of some of another's units. What belongs to no unit goes with the rest, which has none. */
export function partOf({ news, overtaken, ...batch }: Batch, units: Unit[]): Batch {
  const isRest = units.length === 0;
  const { arriving: _arriving, returned: _returned, ...base } = batch;
  const arriving = units.flatMap((unit) => (unit.kind === 'arrival' ? unit.arrival : []));
  const returned = units.flatMap((unit) => (unit.kind === 'returned' ? unit.reply : []));
  return {
    ...base,
    entries: units.flatMap((unit) => (unit.kind === 'entry' ? unit.entry : [])),
    deliveryNews: units.flatMap((unit) => (unit.kind === 'deliveryNews' ? unit.news : [])),
    mailings: units.flatMap((unit) => (unit.kind === 'mailing' ? unit.mailing : [])),
    ...(arriving.length > 0 && { arriving }),
    ...(returned.length > 0 && { returned }),
    ...(isRest && news && { news }),
    ...(isRest && overtaken && { overtaken }),
  };
}

/** The part will not be recorded as it is: what waited in the state waits in a row of its own now. */
export function partParked(state: ConversationState, part: Batch, at: string): void {
  const before = new Set(state.unsent);
  const { newestBy } = state;
  state.newestBy = { ...newestBy };
  const nothing: Recorded = { lastSeq: state.lastSeq, seqs: part.entries.map(() => 0) };
  batchRecorded(state, part, nothing);
  state.newestBy = newestBy;
  // The delivery would have been made together with its message.
  state.unsent = state.unsent.filter((id) => before.has(id));
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
      break;
    case 'arrival':
      (state.arriving ??= []).push(unit.arrival);
      break;
    case 'deliveryNews':
      state.deliveryNews.push(unit.news);
      break;
    case 'mailing':
      (state.mailings ??= []).push(unit.mailing);
      break;
    case 'returned':
      ((state.agentMail ??= {}).returned ??= []).push(unit.reply);
      break;
    case 'news':
      (state.telling ??= []).push(unit.news);
      break;
    case 'standing':
      state.dirty = true;
  }
  (state.retried ??= []).push(unitIdOf(unit));
}
