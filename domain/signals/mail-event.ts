import type { SignalInput } from '../contract/contract.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { raiseUndelivered } from '../conversation/deliveries.ts';

/** The mail provider reports what became of a delivery. */
export function mailEvent(state: ConversationState, event: SignalInput<'mailEvent'>, at: string): void {
  if (!firstTime(state, event.id)) return;
  const { deliveryId, detail, hard } = event;
  state.deliveryEvents.push({ deliveryId, state: event.state, detail, at, ...(hard && { hard }) });
  if (event.state === 'delivered') return;
  raiseUndelivered(state, { deliveryId, how: event.state, detail, at });
}
