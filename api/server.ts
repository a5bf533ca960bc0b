import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { toNodeHandler } from 'better-auth/node';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { clientAddress } from './client-address.ts';
import { createContext, type ApiDependencies } from './context.ts';
import { allowWidgetOrigin, isForeignRequest } from './cross-origin.ts';
import { serveDemo } from './demo.ts';
import { createFileRoutes } from './files/file-routes.ts';
import { createMailRoutes } from './mail-html/mail-routes.ts';
import type { ApiReadiness } from './readiness.ts';
import { createRemoteImageRoute } from './remote-image/remote-image-route.ts';
import { respondJson } from './respond.ts';
import { appRouter } from './routers/app.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { serveInbox, serveWidget } from './static-files.ts';
import { isWrongAddress } from './wrong-address.ts';
import { createEventsWebhook } from './webhooks/events.ts';
import { createInboundWebhook } from './webhooks/inbound.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => unknown;

/** An article of a million characters in four bytes each, and its JSON. */
const MAX_RPC_BODY = 5_000_000;
const RPC = '/trpc/';

/** Everything the api answers, by path. */
export function createApiServer(deps: ApiDependencies & { readiness: ApiReadiness }): Server {
  const mail = { db: deps.db, gateway: deps.gateway, mail: deps.config.mail, log: deps.log };
  const routes: [prefix: string, handler: Handler][] = [
    ['/health', (_req, res) => respondJson(res, 200, { alive: true })],
    ['/ready', (_req, res) => ready(deps, res)],
    ['/webhooks/postmark/inbound', createInboundWebhook({ ...mail, resolve: deps.resolve })],
    ['/webhooks/postmark/events', createEventsWebhook(mail)],
    ['/api/auth/', authenticate(deps)],
    [RPC, rpc(deps)],
    ['/attachments/', createFileRoutes(deps)],
    ['/mails/', createMailRoutes(deps)],
    ['/remote-image', createRemoteImageRoute(deps)],
    ['/demo', (req, res) => serveDemo(deps, req, res)],
    ['/widget', widget()],
    ['/', withNotFound(serveInbox())],
  ];
  return createServer((req, res) => {
    setSecurityHeaders(res);
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const route = routes.find(([prefix]) => path.startsWith(prefix));
    void answer(deps, route?.[1] ?? notFound, req, res);
  });
}

/** Whatever goes wrong, the client gets a code and never a stack. */
async function answer(deps: ApiDependencies, handler: Handler, req: IncomingMessage, res: ServerResponse) {
  try {
    await handler(req, res);
  } catch (error) {
    deps.log.error({ error, path: req.url?.split('?', 1)[0] }, 'a request failed');
    if (!res.headersSent) respondJson(res, 500, { error: 'internal' });
    else res.destroy();
  }
}

const notFound: Handler = (_req, res) => respondJson(res, 404, { error: 'not_found' });

const withNotFound =
  (serve: (req: IncomingMessage, res: ServerResponse, next: () => void) => void): Handler =>
  (req, res) =>
    serve(req, res, () => notFound(req, res));

async function ready(deps: { readiness: ApiReadiness }, res: ServerResponse): Promise<void> {
  const found = await deps.readiness.check();
  respondJson(res, found.ready ? 200 : 503, found);
}

/** better-auth counts sign-ins by an address it reads from a header: ours, whatever the client sent. */
function authenticate(deps: ApiDependencies): Handler {
  const handle = toNodeHandler(deps.auth);
  return (req, res) => {
    req.headers['x-client-address'] = clientAddress(req, deps.config);
    const { publicUrl } = deps.config;
    if (isWrongAddress(req, publicUrl))
      return respondJson(res, 403, { error: 'origin_not_allowed', publicUrl });
    return handle(req, res);
  };
}

function rpc(deps: ApiDependencies): Handler {
  const handle = createHTTPHandler({
    basePath: RPC,
    router: appRouter,
    maxBodySize: MAX_RPC_BODY,
    allowMethodOverride: false,
    createContext: ({ req }) => createContext(deps, req),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') deps.log.error({ error, path }, 'a procedure failed');
    },
  });
  return (req, res) => {
    const procedures = (req.url ?? '').slice(RPC.length).split('?', 1)[0] ?? '';
    if (procedures.split(',').every((name) => name.startsWith('visitor.'))) {
      allowWidgetOrigin(req, res);
      if (req.method === 'OPTIONS') return res.writeHead(204).end();
    } else if (isForeignRequest(req)) {
      return respondJson(res, 403, { error: 'origin_not_allowed' });
    }
    return handle(req, res);
  };
}

/** `/widget.js` is the loader; what it loads lies beside it. */
function widget(): Handler {
  const serve = withNotFound(serveWidget());
  return (req, res) => {
    req.url = (req.url ?? '').replace(/^\/widget\//, '/');
    return serve(req, res);
  };
}
