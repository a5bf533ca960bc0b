import type { TranscriptPage } from './views.ts';

interface Said {
  id: string;
  seq: number;
  revision: number;
}

/** What a reader holds of a transcript: everything from one message to the newest. */
export interface TranscriptWindow<Message extends Said> {
  messages: Message[];
  /** Where it begins; 0 before anything is known. */
  from: number;
  /** Whether anything was said before it. */
  earlier: boolean;
  /** News of messages before it: a page that is on its way may be older than they are. */
  aside: Message[];
}

export const emptyWindow = <Message extends Said>(): TranscriptWindow<Message> => ({
  messages: [],
  from: 0,
  earlier: false,
  aside: [],
});

/** After changed of the stream: a page replaces what was held, anything else joins it. */
export function learned<Message extends Said>(
  window: TranscriptWindow<Message>,
  changed: { messages: Message[]; page?: { from: number; earlier: boolean } },
): TranscriptWindow<Message> {
  if (changed.page) return { ...changed.page, messages: merged([], changed.messages), aside: [] };
  const within = changed.messages.filter(({ seq }) => seq >= window.from);
  const before = changed.messages.filter(({ seq }) => seq < window.from);
  return {
    ...window,
    messages: merged(window.messages, within),
    aside: before.length > 0 ? merged(window.aside, before) : window.aside,
  };
}

/** With the page before it. A page of another time, that does not end where this begins, changes nothing. */
export function withEarlier<Message extends Said>(
  window: TranscriptWindow<Message>,
  page: TranscriptPage<Message> & { before: number },
): TranscriptWindow<Message> {
  if (page.before !== window.from) return window;
  const { from, earlier } = page;
  const changed = window.aside.filter(({ seq }) => seq >= from);
  return { from, earlier, aside: [], messages: merged(merged(page.messages, changed), window.messages) };
}

/** Without its beginning: somebody who reads the end for a day does not carry the day along. */
export function newestOf<Message extends Said>(
  window: TranscriptWindow<Message>,
  count: number,
): TranscriptWindow<Message> {
  const messages = window.messages.slice(-count);
  const first = messages[0];
  return first && messages.length < window.messages.length
    ? { messages, from: first.seq, earlier: true, aside: [] }
    : window;
}

/** Each message once, in its newest revision, in the order it was said. */
export function merged<Message extends Said>(known: Message[], changed: Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of changed) {
    const old = byId.get(message.id);
    if (!old || old.revision <= message.revision) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
