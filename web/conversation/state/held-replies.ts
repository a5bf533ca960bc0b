import type { HeldReplyView } from '../../../domain/conversation/held-reply.ts';
import type { Message } from '../../../domain/message.ts';
import type { ConversationDetail } from '../../../domain/inbox/views.ts';

/** Replies that wait, without those that the transcript has already. */
export function stillHeld(
  detail: Pick<ConversationDetail, 'outgoing'> | null,
  messages: Pick<Message, 'id'>[],
): HeldReplyView[] {
  return (detail?.outgoing?.held ?? []).filter(({ id }) => !messages.some((message) => message.id === id));
}

/** Whole seconds until a moment, never less than one: at zero it has happened or is about to. */
export function secondsUntil(until: string, now: number): number {
  return Math.max(1, Math.ceil((Date.parse(until) - now) / 1_000));
}
