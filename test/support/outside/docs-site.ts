import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (res: ServerResponse) => void;

export const page = (title: string, body: string, more = '') =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title} | Lantern docs</title>${more}</head><body>
<header><nav><a href="/">Home</a></nav></header>
<main><h1>${title}</h1>${body}</main><footer>All rights reserved, cookies and so on</footer></body></html>`;

export const html =
  (text: string): Answer =>
  (res) =>
    void res.writeHead(200, { 'Content-Type': 'text/html' }).end(text);

export const redirect =
  (to: string): Answer =>
  (res) =>
    void res.writeHead(301, { Location: to }).end();

/** A site of docs on this machine. Every path answers as it was told to; who asked for what is kept. */
export async function startDocsSite(pages: Record<string, Answer> = {}) {
  const answers = new Map(Object.entries(pages));
  const asked: string[] = [];
  const agents = new Set<string>();
  let delayMs = 0;
  let open = 0;
  let mostOpen = 0;
  const server = createServer((req, res) => {
    const path = req.url ?? '/';
    asked.push(path);
    agents.add(req.headers['user-agent'] ?? '');
    mostOpen = Math.max(mostOpen, ++open);
    res.once('close', () => open--);
    const answer = answers.get(path) ?? ((none: ServerResponse) => void none.writeHead(404).end());
    setTimeout(() => answer(res), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    asked,
    agents,
    mostOpen: () => mostOpen,
    answer: (path: string, answer: Answer) => answers.set(path, answer),
    remove: (path: string) => answers.delete(path),
    delay: (ms: number) => (delayMs = ms),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type DocsSite = Awaited<ReturnType<typeof startDocsSite>>;
