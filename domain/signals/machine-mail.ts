import type { SignalInput } from '../contract/contract.ts';
import { happened } from '../conversation/entries.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { mailEvent } from './mail-event.ts';

/**
 * A machine answered one of our mails. The team sees it at the message it answers; nothing is reopened, escalated,
 * answered or shown to the visitor. Only a mail that will not arrive matters, as when the provider reports it.
 */
export function machineMail(state: ConversationState, mail: SignalInput<'machineMail'>, at: string): void {
  if (!firstTime(state, mail.id)) return;
  const { id, emailId, what, about, bounced } = mail;
  const event = { kind: 'answeredAutomatically', what, about } as const;
  const entry = happened({ id, author: { by: 'system' }, event, at });
  state.unrecorded.push({ ...entry, channel: 'email', emailId });
  if (bounced) mailEvent(state, { id: `${id} bounced`, state: 'bounced', ...bounced }, at);
}
