import type { Server, ServerResponse } from 'node:http';

/** Time for answers under way. */
const DRAIN_MS = 5_000;

/** Ends a server in order: answers under way are finished, streams are cut at once, since their readers resume elsewhere. */
export function stoppable(server: Server): { stop(): Promise<void> } {
  const open = new Set<ServerResponse>();
  server.on('request', (_req, res: ServerResponse) => {
    open.add(res);
    res.once('close', () => open.delete(res));
  });
  return {
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const res of open) if (isStream(res)) res.destroy();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

function isStream(res: ServerResponse): boolean {
  return String(res.getHeader('content-type') ?? '').startsWith('text/event-stream');
}
