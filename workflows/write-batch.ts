import { ActivityFailure, ApplicationFailure, uuid4 } from '@temporalio/workflow';
import { keepLateAnswer } from '../domain/conversation/answers/drafts.ts';
import { noticeReply } from '../domain/conversation/answers/shadow.ts';
import { automaticMailRefused } from '../domain/conversation/automatic-mail.ts';
import { noticeLeaves } from '../domain/conversation/agent-mail-state.ts';
import { batchRecorded, summaryOf } from '../domain/conversation/next-batch.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { applyPlan } from '../domain/rules/running/apply-plan.ts';
import { siblingId, type DeliveryId, type ParkedId } from '../domain/ids.ts';
import type { RuleName } from '../domain/rule-event.ts';
import { sayNotMailed } from '../domain/rules/running/say-not-done.ts';
import { partOf, partParked } from '../domain/conversation/parking.ts';
import { type Batch, type Recorded } from '../domain/conversation/batch.ts';
import { unitsOf, type Unit } from '../domain/conversation/unit.ts';
import { parking, patientTranscript, transcript } from './activities.ts';
import { newRuleId } from './rules.ts';
import { turnOf } from './queues/turn.ts';

/** The database takes it as little tomorrow as today. */
interface Refused {
  refusal: string;
}

/** Below Temporal's two megabytes for an input, with room for what JSON escapes: what waited for long goes in parts. */
const MAX_INPUT = 500_000;

/**
 * Writes a batch. What is refused for good is found by halves and kept apart; everything else of the batch is recorded,
 * in order. @returns false when the conversation was erased: there is nothing left to write.
 */
export async function writeBatch(state: ConversationState, batch: Batch): Promise<boolean> {
  const outcome = await attempt(batch);
  return isRefused(outcome) ? separate(state, batch) : applied(state, batch, outcome);
}

/** At once and for a short while; then for as long as it takes, without holding what other conversations need. */
async function attempt(batch: Batch): Promise<Recorded | null | Refused> {
  const summary = summaryOf(batch);
  try {
    return await transcript.recordTranscript.executeWithOptions({ summary }, [batch]);
  } catch (error) {
    return refusalOf(error) ?? patiently(batch);
  }
}

async function patiently(batch: Batch): Promise<Recorded | null | Refused> {
  const parts = unitsOf(batch).length;
  if (parts > 1 && JSON.stringify(batch).length > MAX_INPUT) return { refusal: 'Too large for one step.' };
  const options = { ...turnOf(batch, 'transcript'), summary: summaryOf(batch) };
  try {
    return await patientTranscript.recordTranscript.executeWithOptions(options, [batch]);
  } catch (error) {
    const refused = refusalOf(error);
    if (refused) return refused;
    throw error;
  }
}

async function separate(state: ConversationState, batch: Batch): Promise<boolean> {
  const units = unitsOf(batch);
  if (units.length > 0 && !(await writeUnits(state, batch, units))) return false;
  if (units.length === 0 || batch.notices > 0 || batch.abandonedDraftId)
    return writeRest(state, batch, units);
  // Nothing may have been recorded that would have said where the conversation stands: the next batch says it.
  state.dirty = true;
  return true;
}

/** Never the second half before the first: the order of a transcript is the order in which things were said. */
async function writeUnits(state: ConversationState, batch: Batch, units: Unit[]): Promise<boolean> {
  const [unit] = units;
  if (units.length === 1 && unit) return writeUnit(state, partOf(batch, units), unit);
  const middle = Math.ceil(units.length / 2);
  for (const half of [units.slice(0, middle), units.slice(middle)]) {
    const part = partOf(batch, half);
    const outcome = half.length > 1 ? await attempt(part) : null;
    const done =
      outcome === null || isRefused(outcome)
        ? await writeUnits(state, batch, half)
        : applied(state, part, outcome);
    if (!done) return false;
  }
  return true;
}

/** Asked once more, alone: two writers that met in the same moment are no reason to set anything apart. */
async function writeUnit(state: ConversationState, part: Batch, unit: Unit): Promise<boolean> {
  const outcome = await attempt(part);
  if (!isRefused(outcome)) return applied(state, part, outcome);
  if (!(await park(state, unit, outcome.refusal))) return false;
  partParked(state, part, new Date().toISOString());
  return true;
}

/** Where the conversation stands is written with every part; alone, when all parts were refused or there was none. */
async function writeRest(state: ConversationState, batch: Batch, units: Unit[]): Promise<boolean> {
  const rest = partOf(batch, []);
  const outcome = await patiently(rest);
  if (!isRefused(outcome)) return applied(state, rest, outcome);
  if (units.length === 0 && !(await park(state, { kind: 'standing' }, outcome.refusal))) return false;
  partParked(state, rest, new Date().toISOString());
  return true;
}

/**
 * At once, like any other write: hundreds of conversations that are refused in the same moment are no reason for others to
 * wait for their activities. @returns false when the conversation was erased.
 */
export async function park(state: ConversationState, unit: Unit, error: string): Promise<boolean> {
  const { conversationId, projectId } = state;
  const id: ParkedId = `prk_${uuid4().replaceAll('-', '').slice(0, 24)}`;
  const summary = `Keep one ${unit.kind} apart`;
  const entry = { id, conversationId, projectId, unit, error };
  const waiting = await transcript.parkUnit
    .executeWithOptions({ summary }, [entry])
    .catch(() => parking.parkUnit.executeWithOptions({ ...turnOf(state, 'transcript'), summary }, [entry]));
  if (waiting !== null) state.parked = waiting;
  return waiting !== null;
}

function applied(state: ConversationState, batch: Batch, recorded: Recorded | null): boolean {
  if (!recorded) return false;
  const at = new Date().toISOString();
  noticeLeaves(state, at);
  batchRecorded(state, batch, recorded);
  noticeReply(state, batch);
  if (recorded.lateAnswer) keepLateAnswer(state, { ...recorded.lateAnswer, at });
  for (const refusal of recorded.refused ?? []) {
    const rule = ruleBehind(batch, refusal.deliveryId);
    if (rule) sayNotMailed(state, { rule, why: refusal.reason }, { newId: newRuleId, at });
    else automaticMailRefused(state, { ...refusal, at });
  }
  if (recorded.rules) applyPlan(state, recorded.rules, { newId: newRuleId, at });
  return true;
}

/** The rule whose saved reply was not mailed. Nobody has to answer in its place. */
function ruleBehind({ entries }: Batch, id: DeliveryId): RuleName | null {
  const event = entries.find((entry) => siblingId('dlv', entry.id) === id)?.event;
  return event?.kind === 'ruleSaid' ? event.rule : null;
}

const isRefused = (outcome: Recorded | null | Refused): outcome is Refused =>
  outcome !== null && 'refusal' in outcome;

/**
 * Only what says of itself that it is there to stay; a timeout or a lost worker passes. A local activity throws its failure
 * itself, a regular one wraps it.
 */
export function refusalOf(error: unknown): Refused | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.nonRetryable ? { refusal: cause.message } : null;
}
