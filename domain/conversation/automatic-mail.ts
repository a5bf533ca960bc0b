import { siblingId, type DeliveryId, type MessageId } from '../ids.ts';
import { acknowledgementWords } from '../mail/writing/acknowledgement-words.ts';
import { AUTOMATIC_BUDGETS } from '../mail/writing/automatic-budget.ts';
import { handToTeam } from './answering.ts';
import { eventIdOf, happened } from './entries.ts';
import type { RequestedDelivery } from './entry.ts';
import type { ConversationState } from './state.ts';

/** What is mailed without a human. Whether it may leave is decided once more where its delivery is made. */

/** Mails what the assistant said, when the customer's newest message is a mail and the project wants it answered so. */
export function mailAnswer(state: ConversationState, messageId: MessageId): void {
  const { automaticAnswers } = state;
  if (!automaticAnswers?.assistant) return;
  requestAutomaticMail(state, messageId, {
    purpose: 'answer',
    ...(automaticAnswers.agreed && { agreed: true }),
  });
}

/** Says once a day that a mail has arrived and a person will answer it. */
export function acknowledge(state: ConversationState, answered: { id: MessageId; at: string }): void {
  const { at } = answered;
  const { acknowledge: language = null, expected } = state.automaticAnswers ?? {};
  if (!language || acknowledgedWithinADay(state, at)) return;
  state.acknowledgedAt = at;
  const id = eventIdOf(answered.id, 'acknowledged');
  const event = { kind: 'acknowledged', refused: null } as const;
  const entry = happened({ id, author: { by: 'system' }, event, at });
  state.unrecorded.push({ ...entry, channel: 'email', text: acknowledgementWords(language, expected) });
  requestAutomaticMail(state, id, { purpose: 'acknowledgement' });
}

function acknowledgedWithinADay({ acknowledgedAt }: ConversationState, at: string): boolean {
  if (!acknowledgedAt) return false;
  return Date.parse(at) - Date.parse(acknowledgedAt) < AUTOMATIC_BUDGETS.acknowledgement.withinMs;
}

type Automatic = Extract<RequestedDelivery, { kind: 'automatic' }>;

/** Mails a message of ours that nobody wrote, where mail reaches the customer. */
export function requestAutomaticMail(
  state: ConversationState,
  messageId: MessageId,
  why: Pick<Automatic, 'purpose' | 'agreed'>,
): void {
  if (!state.customerEmail || state.chatOnly) return;
  const deliveryId = siblingId('dlv', messageId);
  state.requestedDeliveries.push({ kind: 'automatic', deliveryId, messageIds: [messageId], ...why });
}

/** An automatic mail was over its budget: a person goes on, and reads why. */
export function automaticMailRefused(
  state: ConversationState,
  refusal: { reason: string; deliveryId: DeliveryId; at: string },
): void {
  if (state.handler.by === 'agent' || state.status === 'closed') return;
  const { deliveryId, reason, at } = refusal;
  const id = eventIdOf(siblingId('msg', deliveryId), 'escalated');
  handToTeam(state, { id, cause: 'email', reason: `${reason} A person has to answer.`, at });
}
