import type { ConversationDetail } from '../../../domain/inbox/views.ts';

/** Why a reply written now would not be mailed although an address is known; null when it would. */
export function mailNotice({
  chatOnly,
  suppressed,
  mailTo,
}: Pick<ConversationDetail, 'chatOnly' | 'suppressed' | 'mailTo'>): string | null {
  if (chatOnly) return 'Replies go to the chat alone until the customer writes by email.';
  if (!suppressed) return null;
  const why = suppressed.reason === 'bounced' ? 'a mail to it bounced' : 'its owner reported spam';
  return `Nothing is mailed to ${mailTo}: ${why}.`;
}
