import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import type { Readiness } from '../readiness.ts';

/**
 * `/health` and `/ready` of a worker, which nobody else talks to. A worker whose port is taken works all the same: a second one on
 * the same machine needs another WORKER_PORT to be asked.
 */
export async function serveHealth(input: {
  port: number;
  readiness: Readiness<string>;
  log: Logger;
}): Promise<Server> {
  const server = createServer((req, res) => {
    const answer = (status: number, body: unknown) => {
      res.writeHead(status, {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
      });
      res.end(JSON.stringify(body));
    };
    const path = req.url?.split('?', 1)[0];
    if (path === '/health') return answer(200, { alive: true });
    if (path !== '/ready') return answer(404, { error: 'not_found' });
    void input.readiness.check().then((found) => answer(found.ready ? 200 : 503, found));
  });
  server.listen(input.port);
  await once(server, 'listening').catch((error: Error) =>
    input.log.warn(
      `The worker has no /health: it cannot listen on WORKER_PORT ${input.port} (${error.message})`,
    ),
  );
  return server;
}
