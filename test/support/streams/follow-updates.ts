import { request } from 'node:http';

/** The updates of an event stream as its client gets them. */
export interface FollowedUpdates<Update> extends Disposable {
  updates: Update[];
}

/** Before a stream that was cut is opened again, in milliseconds. */
const AGAIN_MS = 200;

/**
 * Follows one through every cut, resuming after what came last, and waits for its first update; `take` is given each as it
 * comes.
 */
export function followUpdates<Update>(
  url: string,
  path: string,
  { input, headers }: { input: object; headers: Record<string, string> },
  take: (update: Update) => void = () => {},
): Promise<FollowedUpdates<Update>> {
  return new Promise((resolve, reject) => {
    const updates: Update[] = [];
    let lastEventId: string | null = null;
    let end = () => {};
    let ended = false;
    const read = (line: string) => {
      if (line.startsWith('id: ')) lastEventId = line.slice('id: '.length);
      if (!line.startsWith('data: {"type":')) return;
      const update = JSON.parse(line.slice('data: '.length)) as Update;
      updates.push(update);
      take(update);
    };
    const again = () => void (ended || setTimeout(open, AGAIN_MS));
    const open = () => {
      const asked = { ...input, ...(lastEventId && { lastEventId }) };
      const address = `${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(asked))}`;
      const call = request(address, { headers: { accept: 'text/event-stream', ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = (text + chunk).split('\n');
          text = lines.pop() ?? '';
          lines.forEach(read);
          if (updates.length > 0) resolve({ updates, [Symbol.dispose]: () => end() });
        });
        response.on('error', () => {}).on('close', again);
      });
      end = () => {
        ended = true;
        call.destroy();
      };
      call.on('error', reject).end();
    };
    open();
  });
}
