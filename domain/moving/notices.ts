import type { ConversationNotice } from '../conversation/merged.ts';
import type { ConversationState } from '../conversation/state.ts';

/** Another conversation is told this once what it is about is recorded. */
export function notifyConversation(state: ConversationState, notice: ConversationNotice): void {
  state.notices.waiting.push(notice);
}
