import type { Channel } from '../message.ts';
import type { ReplyTimes } from '../conversation/held-reply.ts';
import type { MailPolicy } from './views.ts';

/** Long enough to read a reply that one waits for; whoever has left finds it in their mail a minute later. */
const READ_SECONDS = 60;

/** How long a reply waits. Only where there is a chat can it be read there. */
export function replyTimesOf(
  settings: { undoSeconds: number; mailPolicy: MailPolicy; channel: Channel } | null,
): ReplyTimes {
  if (!settings) return { undoSeconds: 0, readSeconds: null };
  const { undoSeconds, mailPolicy, channel } = settings;
  const readSeconds = mailPolicy === 'unlessRead' && channel === 'widget' ? READ_SECONDS : null;
  return { undoSeconds, readSeconds };
}
