import type { ConversationDetail } from '../../../domain/inbox/views.ts';

type Destined = Pick<ConversationDetail, 'mailTo' | 'channel' | 'handler'> &
  Partial<Pick<ConversationDetail, 'chatOnly' | 'suppressed'>>;

/** Where a reply will go and what it does besides, said before it is sent. */
export function replyDestination({ handler, ...detail }: Destined): string {
  const takesOver =
    handler.by === 'assistant' ? '. Replying takes the conversation over from the assistant.' : '';
  return `${whereTo(detail)}${takesOver}`;
}

/** A conversation that began by mail has no chat. */
function whereTo({ mailTo, channel, chatOnly, suppressed }: Omit<Destined, 'handler'>): string {
  if (chatOnly) return 'Only to the chat: mail is stopped here';
  if (suppressed)
    return channel === 'email' ? 'Reaches nobody: mail is stopped' : 'Only to the chat: mail is stopped';
  if (!mailTo) return 'Only to the chat: no email address known';
  return channel === 'email' ? `Goes to ${mailTo} by email` : `Goes to ${mailTo} by email and to the chat`;
}

export const goesByMail = ({ mailTo, chatOnly, suppressed }: Omit<Destined, 'handler'>): boolean =>
  mailTo !== null && !chatOnly && !suppressed;
