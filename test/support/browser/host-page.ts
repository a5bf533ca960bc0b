import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of somebody's site, on an origin of its own. */
export async function serveHostPage(html: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
