import type { SignalInput } from '../contract/contract.ts';
import { awaitAnswer, reopenFor } from '../conversation/answering.ts';
import { replaceAnswer } from '../conversation/answers/held-answer.ts';
import { followInShadow } from '../conversation/answers/shadow.ts';
import { said } from '../conversation/entries.ts';
import { forgetMergeUndo } from '../conversation/merge-undo.ts';
import { firstTime, type ConversationState } from '../conversation/state.ts';

/** The visitor wrote in the widget. */
export function customerMessage(
  state: ConversationState,
  message: SignalInput<'customerMessage'>,
  at: string,
): void {
  if (!firstTime(state, message.id)) return;
  forgetMergeUndo(state);
  reopenFor(state, message.id, at);
  state.unrecorded.push(said({ ...message, author: { by: 'customer' }, channel: 'widget', at }));
  state.automaticAnswers = null;
  state.lastChannel = 'widget';
  replaceAnswer(state, at);
  awaitAnswer(state);
  followInShadow(state);
}
