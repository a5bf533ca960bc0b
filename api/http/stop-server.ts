import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate as afterPolling, setTimeout as sleep } from 'node:timers/promises';

/** Above the longest command (5 s) and the largest mail over a slow line; what is not answered by then is cut. */
const FINISH_MS = 10_000;

/** How often connections that became idle meanwhile are closed. */
const IDLE_LOOK_MS = 100;

/**
 * Longer than any proxy in front keeps an unused connection (nginx 60 s, Caddy 120 s): it must be the one to close, because a
 * request that crosses our closing is lost.
 */
const KEEP_ALIVE_MS = 130_000;

export interface Stoppable {
  /** @param drainMs how long requests are still taken, each with the word that its connection ends. */
  stop(drain?: { drainMs: number }): Promise<void>;
}

/** Ends a server in order: no request that was taken fails, and every reader of a stream hears its end and reads on elsewhere. */
export function stoppable(server: Server): Stoppable {
  const open = new Map<ServerResponse, IncomingMessage>();
  let leaving = false;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // Before the handler, which may answer at once.
  server.prependListener('request', (req: IncomingMessage, res: ServerResponse) => {
    open.set(res, req);
    res.once('close', () => open.delete(res));
    if (leaving) lastOfItsConnection(res);
  });
  return {
    stop: async ({ drainMs } = { drainMs: 0 }) => {
      leaving = true;
      for (const res of open.keys()) lastOfItsConnection(res);
      if (drainMs > 0) await sleep(drainMs);
      // What already waits at the door is let in before it closes.
      await afterPolling();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const [res, req] of open) if (isStream(res)) endStream(req);
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
      const late = setTimeout(() => server.closeAllConnections(), FINISH_MS);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
    },
  };
}

function lastOfItsConnection(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}

function isStream(res: ServerResponse): boolean {
  return String(res.getHeader('content-type') ?? '').startsWith('text/event-stream');
}

/**
 * As if its reader had gone: tRPC stops reading and ends the answer. An orderly end of what it reads would tell the reader that all
 * is said, and it would not come back.
 */
function endStream(req: IncomingMessage): void {
  req.emit('aborted');
}
