import { request } from 'node:http';
import type { ProjectId } from '../../../domain/ids.ts';
import type { InboxUpdate } from '../../../domain/inbox/views.ts';

/** Follows a project's inbox. @returns what it has said so far. */
export function readUpdates(url: string, input: { projectId: ProjectId }, cookie: string) {
  const query = encodeURIComponent(JSON.stringify(input));
  const address = `${url}/trpc/conversations.inboxEvents?input=${query}`;
  return new Promise<AsyncDisposable & { updates(): InboxUpdate[] }>((resolve, reject) => {
    const asked = request(address, { headers: { accept: 'text/event-stream', cookie } }, (response) => {
      let text = '';
      response.on('error', () => {}).on('data', (chunk: Buffer) => (text += chunk.toString()));
      resolve({
        updates: () =>
          [...text.matchAll(/^data: (\{"type":.*\})\n/gm)].map(
            ([, json]) => JSON.parse(json ?? '') as InboxUpdate,
          ),
        [Symbol.asyncDispose]: async () => void asked.destroy(),
      });
    });
    asked.on('error', reject).end();
  });
}
