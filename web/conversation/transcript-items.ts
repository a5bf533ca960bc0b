import type { Channel, Message } from '../../domain/message.ts';
import { dayOf } from '../app/time.ts';
import { isPlaced, machineAnswers } from './machine-answers.ts';

export type TranscriptItem =
  | { type: 'day'; key: string; at: string; before: Channel }
  | { type: 'unread'; key: string; before: Channel }
  | { type: 'event'; key: string; message: Message; before: Channel }
  | { type: 'message'; key: string; message: Message; before: Channel; answers: Message[] };

/** What the log shows, in order: days, the line to what is unread, events, messages. `before` is where the line comes from. */
export function transcriptItems(all: Message[], readSeq: number): TranscriptItem[] {
  const items: TranscriptItem[] = [];
  const answers = machineAnswers(all);
  const messages = all.filter((message) => !isPlaced(answers, message));
  const firstUnread = firstUnreadOf(messages, readSeq);
  let before: Channel = messages[0]?.channel ?? 'widget';
  let day: number | null = null;
  for (const message of messages) {
    if (message.place?.takenBack) continue;
    if (dayOf(message.at) !== day)
      items.push({ type: 'day', key: `day ${message.id}`, at: message.at, before });
    day = dayOf(message.at);
    if (message === firstUnread) items.push({ type: 'unread', key: 'unread', before });
    const said = { key: message.id, message, before };
    if (message.kind === 'event') items.push({ type: 'event', ...said });
    else items.push({ type: 'message', ...said, answers: answers.get(message.id) ?? [] });
    if (message.kind === 'message') before = message.channel;
  }
  return items;
}

/** Nothing was read, or everything: then a divider would only be noise. */
function firstUnreadOf(messages: Message[], readSeq: number): Message | null {
  if (readSeq === 0) return null;
  return messages.find((message) => message.seq > readSeq) ?? null;
}

/** The newest sequence number that is known without a gap. */
export function newestSeq(messages: Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}
