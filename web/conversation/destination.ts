import type { ConversationDetail } from '../../domain/views.ts';

/** Where a reply will go, said before it is sent. A mail conversation has no chat. */
export function replyDestination({
  mailTo,
  channel,
}: Pick<ConversationDetail, 'mailTo' | 'channel'>): string {
  if (!mailTo) return 'Only to the chat: no email address known';
  return channel === 'email' ? `Goes to ${mailTo} by email` : `Goes to ${mailTo} by email and to the chat`;
}
