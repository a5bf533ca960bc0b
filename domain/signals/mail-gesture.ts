import type { SignalInput } from '../contract/contract.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';
import { happened } from '../conversation/entries.ts';

/** Somebody reacted to a mail of ours, or wants one of theirs back: a line for the team. It changes no standing. */
export function mailGesture(state: ConversationState, gesture: SignalInput<'mailGesture'>, at: string): void {
  if (!firstTime(state, gesture.id)) return;
  const { id, emailId, from, what, emoji, about } = gesture;
  const event = { kind: 'gesture', what, emoji, about, by: from.name || from.email } as const;
  const entry = happened({ id, author: { by: 'system' }, event, at });
  state.unrecorded.push({ ...entry, channel: 'email', emailId });
}
