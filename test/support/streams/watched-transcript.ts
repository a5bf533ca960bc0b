import { stillArriving, type ArrivingMessage } from '../../../domain/inbox/arriving.ts';
import type { ConversationId, MessageId } from '../../../domain/ids.ts';
import { emptyWindow, learned, type TranscriptWindow } from '../../../domain/inbox/transcript-window.ts';
import type { AgentTranscriptUpdate } from '../../../domain/inbox/views.ts';
import type { Message } from '../../../domain/message.ts';
import { followUpdates } from './follow-updates.ts';

export interface WatchedTranscript extends Disposable {
  /** Whatever was ever shown as arriving. */
  arrived: Set<MessageId>;
  /** Words that stood on the screen twice at once. */
  doubled: string[];
  recorded(): string[];
  arriving(): string[];
}

/** A transcript as an agent has it on the screen, looked at after every update. */
export async function watchTranscript(
  url: string,
  { conversationId, cookie }: { conversationId: ConversationId; cookie: string },
): Promise<WatchedTranscript> {
  let window: TranscriptWindow<Message> = emptyWindow();
  let accepted: ArrivingMessage[] = [];
  const [arrived, doubled] = [new Set<MessageId>(), [] as string[]];
  const arriving = () => stillArriving(accepted, window.messages).map(({ text }) => text);
  const recorded = () => window.messages.filter(({ kind }) => kind === 'message').map(({ text }) => text);
  const take = (update: AgentTranscriptUpdate) => {
    if (update.type === 'changed') {
      window = learned(window, update);
      accepted = update.arriving ?? [];
    } else if (update.type === 'arriving') accepted = update.messages;
    for (const { id } of accepted) arrived.add(id);
    const shown = [...recorded(), ...arriving()];
    doubled.push(...shown.filter((text, at) => shown.indexOf(text) !== at));
  };
  const stream = await followUpdates<AgentTranscriptUpdate>(
    url,
    'conversations.transcriptEvents',
    { input: { conversationId }, headers: { cookie } },
    take,
  );
  return { arrived, doubled, recorded, arriving, [Symbol.dispose]: () => stream[Symbol.dispose]() };
}
