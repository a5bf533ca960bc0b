import type { SignalInput } from '../contract/contract.ts';
import { happened } from '../conversation/entries.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';

/** The customer says how it was. Once: whoever has the link, or another tab, changes nothing afterwards. Nothing is reopened by it. */
export function rate(state: ConversationState, rating: SignalInput<'rate'>, at: string): void {
  if (!firstTime(state, rating.id) || state.rating.given) return;
  state.rating = { ...state.rating, askAt: null, given: true };
  const { id, score, comment, by } = rating;
  const event = { kind: 'rated', score, road: by, about: state.assignee } as const;
  const entry = happened({ id, author: { by: 'customer' }, event, at });
  state.unrecorded.push({ ...entry, channel: by, text: comment });
}
