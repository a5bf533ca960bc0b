import type { SignalInput } from '../contract/contract.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { eventIdOf, happened } from '../conversation/entries.ts';
import { deliveryChanged, escalate } from '../conversation/facts.ts';
import { siblingId, type DeliveryId } from '../ids.ts';

/**
 * A machine answered one of our mails. The team sees it at the message it answers; nothing is reopened, escalated,
 * answered or shown to the visitor. Only a mail that will not arrive is news, as when the provider reports it.
 */
export function machineAnswered(
  state: ConversationState,
  mail: SignalInput<'machineMail'>,
  at: string,
): void {
  if (!firstTime(state, mail.id)) return;
  const { id, emailId, what, about, bounced } = mail;
  const event = { kind: 'answeredAutomatically', what, about } as const;
  const entry = happened({ id, author: { by: 'system' }, event, at });
  state.unrecorded.push({ ...entry, channel: 'email', emailId });
  if (bounced) deliveryChanged(state, { id: `${id} bounced`, state: 'bounced', ...bounced }, at);
}

/** An automatic mail was over its budget: a person goes on, and reads why. */
export function automaticMailRefused(
  state: ConversationState,
  refusal: { reason: string; deliveryId: DeliveryId; at: string },
): void {
  if (state.handler.by === 'agent' || state.status === 'closed') return;
  const { deliveryId, reason, at } = refusal;
  const id = eventIdOf(siblingId('msg', deliveryId), 'escalated');
  escalate(state, { id, cause: 'email', reason: `${reason} A person has to answer.`, at });
}
