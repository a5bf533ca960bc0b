import type { Actor, UpdateInput } from '../contract/contract.ts';
import { agentDid } from '../replies/reply.ts';
import type { ConversationState } from '../conversation/state.ts';
import { siblingId, type MessageId } from '../ids.ts';

type By = Actor & { at: string };

/** What agents do about mail that missed its customer. */

export function retryDelivery(state: ConversationState, { deliveryId }: UpdateInput<'retryDelivery'>): void {
  state.requestedDeliveries.push({ kind: 'retry', deliveryId });
}

export function correctAddress(
  state: ConversationState,
  { id, deliveryId, email }: UpdateInput<'correctAddress'>,
  by: By,
): void {
  if (state.customerEmail !== email) {
    state.customerEmail = email;
    agentDid(state, { id, ...by, event: { kind: 'addressCorrected', agentId: by.agentId, email } });
  }
  if (state.chatOnly) Object.assign(state, { chatOnly: false, dirty: true });
  if (deliveryId)
    state.requestedDeliveries.push({ kind: 'again', deliveryId: siblingId('dlv', id), replaces: deliveryId });
}

export function stopMail(state: ConversationState, id: MessageId, by: By): void {
  if (state.chatOnly) return;
  state.chatOnly = true;
  agentDid(state, { id, ...by, event: { kind: 'mailStopped', agentId: by.agentId } });
}

export function resumeMail(state: ConversationState, id: MessageId, by: By): void {
  if (!state.chatOnly) return;
  state.chatOnly = false;
  agentDid(state, { id, ...by, event: { kind: 'mailResumed', agentId: by.agentId } });
}
