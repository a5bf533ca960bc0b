import type { ConversationState } from '../domain/conversation/state.ts';
import type { ParkedWish } from '../domain/conversation/parked-entry.ts';
import { takenFromParking } from '../domain/conversation/parking.ts';
import { parking } from './activities.ts';
import { turnOf } from './turn.ts';

export interface Parking {
  /** An admin decided about a parked entry and nobody does it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Brings back what is to be tried again and settles what is not wanted, one after the other. */
export function createParking(state: ConversationState): Parking {
  let fulfilling = false;
  const waits = () => (state.wishes?.length ?? 0) > 0;

  const fulfilAll = async () => {
    for (let wish = state.wishes?.[0]; wish; wish = state.wishes?.[0]) {
      await fulfil(state, wish);
      state.wishes?.shift();
    }
    fulfilling = false;
  };

  return {
    waiting: () => waits() && !fulfilling,
    busy: () => fulfilling,
    follow: () => {
      if (!waits() || fulfilling) return;
      fulfilling = true;
      void fulfilAll();
    },
  };
}

async function fulfil(state: ConversationState, wish: ParkedWish): Promise<void> {
  const { conversationId } = state;
  const summary = wish.does === 'retry' ? 'Try a parked entry again' : 'Leave a parked entry out';
  const options = { ...turnOf(state, 'transcript'), summary };
  const { unit, left } = await parking.takeParked.executeWithOptions(options, [{ conversationId, wish }]);
  if (unit) takenFromParking(state, unit);
  state.parked = left;
}
