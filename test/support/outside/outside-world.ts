import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPostOutside } from '../../../post-outside.ts';

export interface Posted {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Whatever services there are in the world, on this machine: each path is one, and answers as it was told to. */
export async function startOutsideWorld() {
  const posts: Posted[] = [];
  const answers = new Map<string, (res: ServerResponse, times: number) => void>();
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const path = req.url ?? '';
      posts.push({ path, headers: req.headers, body: Buffer.concat(chunks) });
      const times = posts.filter((each) => each.path === path).length;
      const answer = answers.get(path) ?? ((ok: ServerResponse) => ok.writeHead(201).end());
      answer(res, times);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    posts,
    /** As in the product, but for this machine, which has no certificate. */
    outside: createPostOutside({
      addressOf: async (address) => ({ address, family: 4 }),
      mayBeEntered: () => true,
      protocols: ['http:', 'https:'],
    }),
    to: (path: string) => posts.filter((each) => each.path === path),
    json: (path: string) =>
      posts
        .filter((each) => each.path === path)
        .map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>),
    answer: (path: string, answer: (res: ServerResponse, times: number) => void) => answers.set(path, answer),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type OutsideWorld = Awaited<ReturnType<typeof startOutsideWorld>>;
