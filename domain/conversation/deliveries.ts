import { siblingId, type DeliveryId, type MessageId } from '../ids.ts';
import type { MailTrouble } from '../message.ts';
import { eventIdOf, happened } from './entries.ts';
import { forgetMergeUndo } from './merge-undo.ts';
import { firstTime, type ConversationState } from './state.ts';

/** A mail missed its customer: the team must know, even when it had closed the conversation. */
export function raiseUndelivered(
  state: ConversationState,
  missed: { deliveryId: DeliveryId; how: MailTrouble; detail: string; at: string },
): void {
  const { how, detail, at } = missed;
  const id = eventIdOf(siblingId('msg', missed.deliveryId), how);
  state.status = 'open';
  if (state.handler.by === 'assistant') state.missedMail = true;
  forgetMergeUndo(state);
  if (!firstTime(state, id)) {
    state.dirty = true;
    return;
  }
  const event = { kind: 'notDelivered', how, detail } as const;
  state.unrecorded.push(happened({ id, author: { by: 'system' }, event, at }));
}

/** The mail of messages, made once they are recorded. */
export function requestMail(
  state: ConversationState,
  messageIds: MessageId[],
  { unlessRead }: { unlessRead: boolean },
): void {
  const [first] = messageIds;
  if (!first) return;
  const deliveryId = siblingId('dlv', first);
  state.requestedDeliveries.push({ kind: 'new', deliveryId, messageIds, unlessRead });
}
