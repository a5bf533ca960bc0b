import type { Actor, UpdateInput } from '../contract/contract.ts';
import { firstTime, type ConversationState } from './state.ts';
import { eventIdOf, happened } from './entries.ts';
import { siblingId, type DeliveryId, type MessageId } from '../ids.ts';
import { nothingToRestore } from '../moving/merge-undo.ts';
import type { ConversationEvent, MailTrouble } from '../message.ts';

type By = Actor & { at: string };

/** What agents do about mail that missed its customer, and what they hear of it. */

export function retryDelivery(state: ConversationState, { deliveryId }: UpdateInput<'retryDelivery'>): void {
  mailings(state).push({ kind: 'retry', deliveryId });
}

export function correctAddress(
  state: ConversationState,
  { id, deliveryId, email }: UpdateInput<'correctAddress'>,
  by: By,
): void {
  if (state.customerEmail !== email) {
    state.customerEmail = email;
    record(state, id, by, { kind: 'addressCorrected', agentId: by.agentId, email });
  }
  if (state.chatOnly) Object.assign(state, { chatOnly: false, dirty: true });
  if (deliveryId)
    mailings(state).push({ kind: 'again', deliveryId: siblingId('dlv', id), replaces: deliveryId });
}

export function stopMail(state: ConversationState, id: MessageId, by: By): void {
  if (state.chatOnly) return;
  state.chatOnly = true;
  record(state, id, by, { kind: 'mailStopped', agentId: by.agentId });
}

export function resumeMail(state: ConversationState, id: MessageId, by: By): void {
  if (!state.chatOnly) return;
  state.chatOnly = false;
  record(state, id, by, { kind: 'mailResumed', agentId: by.agentId });
}

/** A mail missed its customer: the team must know, even when it had closed the conversation. */
export function raiseUndelivered(
  state: ConversationState,
  news: { deliveryId: DeliveryId; how: MailTrouble; detail: string; at: string },
): void {
  const { how, detail, at } = news;
  const id = eventIdOf(siblingId('msg', news.deliveryId), how);
  state.status = 'open';
  if (state.handler.by === 'assistant') state.missedMail = true;
  nothingToRestore(state);
  if (!firstTime(state, id)) {
    state.dirty = true;
    return;
  }
  const event = { kind: 'notDelivered', how, detail } as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}

const mailings = (state: ConversationState) => (state.mailings ??= []);

function record(state: ConversationState, id: MessageId, by: By, event: ConversationEvent): void {
  const { agentId, at } = by;
  state.unrecorded.push(happened({ id, author: { by: 'agent', agentId }, event, at }));
}
