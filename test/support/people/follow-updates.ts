import { request } from 'node:http';

/** The updates of an event stream as its client gets them. */
export interface FollowedUpdates<Update> extends Disposable {
  updates: Update[];
}

/** Follows one and waits for its first update. */
export function followUpdates<Update>(
  url: string,
  path: string,
  { input, headers }: { input: object; headers: Record<string, string> },
): Promise<FollowedUpdates<Update>> {
  const address = `${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return new Promise((resolve, reject) => {
    const updates: Update[] = [];
    const asked = request(address, { headers: { accept: 'text/event-stream', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const lines = (text + chunk).split('\n');
        text = lines.pop() ?? '';
        updates.push(...lines.filter((line) => line.startsWith('data: {"type":')).map(updateIn<Update>));
        if (updates.length > 0) resolve({ updates, [Symbol.dispose]: () => void asked.destroy() });
      });
    });
    asked.on('error', reject).end();
  });
}

const updateIn = <Update>(line: string) => JSON.parse(line.slice('data: '.length)) as Update;
