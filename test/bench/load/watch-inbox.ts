import { request } from 'node:http';

export interface InboxWatch {
  /** @returns when these words came to the agent's list, by the clock of `performance.now`. */
  sees(words: string): Promise<number>;
  stop(): void;
}

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
  const waiting = new Map<string, (at: number) => void>();
  const input = encodeURIComponent(JSON.stringify({ projectId }));
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/trpc/conversations.inboxEvents?input=${input}`,
      { headers: { accept: 'text/event-stream', cookie } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          const at = performance.now();
          text = (text + piece).slice(-20_000);
          for (const [words, seen] of waiting) {
            if (!text.includes(words)) continue;
            waiting.delete(words);
            seen(at);
          }
        });
        resolve({
          sees: (words) => new Promise((seen) => waiting.set(words, seen)),
          stop: () => asked.destroy(),
        });
      },
    );
    asked.on('error', reject).end();
  });
}
