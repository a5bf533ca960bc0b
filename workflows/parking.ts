import type { ParkedDecision } from '../domain/conversation/parked-entry.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { takenFromParking } from '../domain/conversation/parking.ts';
import { parking } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface Parking {
  /** An admin decided about a parked entry and nobody does it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Brings back what is to be tried again and settles what is not wanted, one after the other. */
export function createParking(state: ConversationState): Parking {
  let working = false;
  const waits = () => state.parkedDecisions.length > 0;

  const carryOutAll = async () => {
    const { parkedDecisions } = state;
    for (let decision = parkedDecisions[0]; decision; decision = parkedDecisions[0]) {
      await carryOut(state, decision);
      parkedDecisions.shift();
    }
    working = false;
  };

  return {
    waiting: () => waits() && !working,
    busy: () => working,
    follow: () => {
      if (!waits() || working) return;
      working = true;
      void carryOutAll();
    },
  };
}

async function carryOut(state: ConversationState, decision: ParkedDecision): Promise<void> {
  const { conversationId } = state;
  const summary = decision.does === 'retry' ? 'Try a parked entry again' : 'Leave a parked entry out';
  const options = { ...turnOf(state, 'transcript'), summary };
  const { unit, left } = await parking.takeParked.executeWithOptions(options, [{ conversationId, decision }]);
  if (unit) takenFromParking(state, unit);
  state.parked = left;
}
