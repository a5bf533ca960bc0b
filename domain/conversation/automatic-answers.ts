import { AUTOMATIC_BUDGETS, type AutomaticPurpose } from '../mail/writing/automatic-budget.ts';
import { acknowledgementWords } from '../mail/writing/acknowledgement-words.ts';
import type { ConversationState } from './state.ts';
import { eventIdOf, happened } from './entries.ts';
import { siblingId, type MessageId } from '../ids.ts';

/** What is mailed without a human. Whether it may leave is decided once more where its delivery is made. */

/** Mails what the assistant said, when the customer's newest message is a mail and the project wants it answered so. */
export function mailAnswer(state: ConversationState, messageId: MessageId): void {
  if (state.byMail?.assistant) mail(state, messageId, 'answer', state.byMail.agreed && { agreed: true });
}

/** Says once a day that a mail has arrived and a person will answer it. */
export function acknowledge(state: ConversationState, answered: { id: MessageId; at: string }): void {
  const { at } = answered;
  const language = state.byMail?.acknowledge;
  if (!language || acknowledgedWithinADay(state, at)) return;
  state.acknowledgedAt = at;
  const id = eventIdOf(answered.id, 'acknowledged');
  const event = { kind: 'acknowledged', refused: null } as const;
  const entry = happened({ id, author: { by: 'system' }, event, at });
  state.unrecorded.push({ ...entry, channel: 'email', text: acknowledgementWords(language) });
  mail(state, id, 'acknowledgement');
}

function acknowledgedWithinADay({ acknowledgedAt }: ConversationState, at: string): boolean {
  if (!acknowledgedAt) return false;
  return Date.parse(at) - Date.parse(acknowledgedAt) < AUTOMATIC_BUDGETS.acknowledgement.withinMs;
}

function mail(
  state: ConversationState,
  messageId: MessageId,
  purpose: AutomaticPurpose,
  how: { agreed: true } | undefined = undefined,
): void {
  if (!state.customerEmail || state.chatOnly) return;
  state.mailings ??= [];
  const deliveryId = siblingId('dlv', messageId);
  state.mailings.push({ kind: 'automatic', deliveryId, messageIds: [messageId], purpose, ...how });
}
