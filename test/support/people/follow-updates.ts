import { request } from 'node:http';

/** The updates of an event stream as its client gets them. */
export interface FollowedUpdates<Update> extends Disposable {
  updates: Update[];
}

/** Follows one and waits for its first update; `take` is given each as it comes. */
export function followUpdates<Update>(
  url: string,
  path: string,
  { input, headers }: { input: object; headers: Record<string, string> },
  take: (update: Update) => void = () => {},
): Promise<FollowedUpdates<Update>> {
  const address = `${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return new Promise((resolve, reject) => {
    const updates: Update[] = [];
    const read = (line: string) => {
      if (!line.startsWith('data: {"type":')) return;
      const update = JSON.parse(line.slice('data: '.length)) as Update;
      updates.push(update);
      take(update);
    };
    const asked = request(address, { headers: { accept: 'text/event-stream', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (text + chunk).split('\n');
        text = lines.pop() ?? '';
        lines.forEach(read);
        if (updates.length > 0) resolve({ updates, [Symbol.dispose]: () => void asked.destroy() });
      });
    });
    asked.on('error', reject).end();
  });
}
