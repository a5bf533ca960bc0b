import type { AgentId } from '../../../domain/ids.ts';
import type { Channel, Message } from '../../../domain/message.ts';
import { mayBeUnread } from '../../../domain/inbox/unread.ts';
import { dayOf } from '../../app/time.ts';
import { isPlaced, machineAnswers } from './machine-answers.ts';

export type TranscriptItem =
  | { type: 'day'; key: string; at: string; before: Channel }
  | { type: 'unread'; key: string; before: Channel }
  | { type: 'event'; key: string; message: Message; before: Channel }
  | {
      type: 'message';
      key: string;
      message: Message;
      before: Channel;
      answers: Message[];
      arriving: boolean;
    };

/** What the log shows, in order: days, the line to what is unread, events, messages. `before` is where the line comes from. When nothing was read there is no line to what is unread. What arrives stands at the end under the key that it keeps when it is recorded. */
export function transcriptItems(
  recorded: Message[],
  { readSeq, agentId, arriving = [] }: { readSeq: number; agentId: AgentId; arriving?: Message[] },
): TranscriptItem[] {
  const all = [...recorded, ...arriving];
  const items: TranscriptItem[] = [];
  const answers = machineAnswers(all);
  const messages = all.filter((message) => !isPlaced(answers, message));
  const firstUnread = readSeq === 0 ? null : firstUnreadOf(messages, { readSeq, agentId });
  let before: Channel = messages[0]?.channel ?? 'widget';
  let day: number | null = null;
  for (const message of messages) {
    if (message.place?.withdrawn) continue;
    if (dayOf(message.at) !== day)
      items.push({ type: 'day', key: `day ${message.id}`, at: message.at, before });
    day = dayOf(message.at);
    if (message === firstUnread) items.push({ type: 'unread', key: 'unread', before });
    const said = { key: message.id, message, before };
    if (message.kind === 'event') items.push({ type: 'event', ...said });
    else
      items.push({
        type: 'message',
        ...said,
        answers: answers.get(message.id) ?? [],
        arriving: arriving.includes(message),
      });
    if (message.kind === 'message') before = message.channel;
  }
  return items;
}

function firstUnreadOf(messages: Message[], read: { readSeq: number; agentId: AgentId }): Message | null {
  return messages.find((message) => message.seq > read.readSeq && mayBeUnread(message, read.agentId)) ?? null;
}

/** The newest sequence number that is known without a gap. */
export function newestSeq(messages: Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}
