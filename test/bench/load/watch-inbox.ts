import { request } from 'node:http';

export interface InboxWatch {
  /**
   * @returns when these words came to the agent's list, or later ones of the same conversation, by the clock of
   * `performance.now`: a row that is read once for two messages shows the last.
   */
  sees(words: string, conversation: string): Promise<number>;
  stop(): void;
}

/** What may stand half in one piece and half in the next. */
const LONGEST_WORDS = 1_000;

/** An agent's list, followed as the inbox follows it. What is said is known by its words, in whatever update brings them first. */
export function watchInbox({
  url,
  cookie,
  projectId,
}: {
  url: string;
  cookie: string;
  projectId: string;
}): Promise<InboxWatch> {
  const waiting = new Map<string, { conversation: string; seen: (at: number) => void }>();
  /** In the order in which they were said. */
  const seenUntil = (words: string, at: number) => {
    const { conversation } = waiting.get(words) ?? {};
    for (const [earlier, each] of waiting) {
      if (each.conversation !== conversation) continue;
      waiting.delete(earlier);
      each.seen(at);
      if (earlier === words) return;
    }
  };
  const input = encodeURIComponent(JSON.stringify({ projectId }));
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/trpc/conversations.inboxEvents?input=${input}`,
      { headers: { accept: 'text/event-stream', cookie } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          const at = performance.now();
          text += piece;
          for (const words of [...waiting.keys()]) if (text.includes(words)) seenUntil(words, at);
          text = text.slice(-LONGEST_WORDS);
        });
        resolve({
          sees: (words, conversation) => new Promise((seen) => waiting.set(words, { conversation, seen })),
          stop: () => asked.destroy(),
        });
      },
    );
    asked.on('error', reject).end();
  });
}
