import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { withinDatabaseTime } from '../db/connection/database-time.ts';
import { isUnavailable } from '../db/connection/unavailable.ts';
import { Refusal } from '../domain/errors.ts';
import { logWithin } from '../log.ts';
import { createAuditRoute } from './audit/audit-route.ts';
import { authenticate } from './authenticate.ts';
import type { ApiDependencies } from './rpc/context.ts';
import { serveDemo } from './demo/demo.ts';
import { createArticlePages } from './docs/article-page.ts';
import { createArticlesApi } from './docs/articles-api.ts';
import { createSourceFileRoute } from './docs/take-source-file.ts';
import { createFileRoutes } from './files/file-routes.ts';
import { findRoute, READ, type Handler, type Route } from './http/find-route.ts';
import { createMailRoutes } from './mail/html/mail-routes.ts';
import { databaseTime } from './rpc/database-budget.ts';
import type { ApiReadiness } from './readiness.ts';
import { createRatingRoute } from './ratings/rating-route.ts';
import { createRemoteImageRoute } from './mail/remote-image/remote-image-route.ts';
import { respondJson, respondNotFound as notFound, respondRefusal } from './http/respond.ts';
import { RPC, rpc } from './rpc.ts';
import { setSecurityHeaders } from './http/security-headers.ts';
import { checkArrivals } from './live/check-arrivals.ts';
import { OpenStreams } from './streams/open-streams.ts';
import { serveInbox, serveWidget } from './http/static-files.ts';
import { createEventsWebhook } from './mail/webhook/events.ts';
import { createInboundWebhook } from './mail/webhook/inbound.ts';

/** Everything the api answers, by path. */
export function createApiServer(deps: ApiDependencies & { readiness: ApiReadiness }): Server {
  const streams = new OpenStreams(deps.db, deps.feed, deps.config.openId !== null);
  const routes = routesOf(deps, streams);
  const server = createServer((req, res) => {
    setSecurityHeaders(res, deps.config);
    const route = findRoute(routes, (req.url ?? '/').split('?', 1)[0] ?? '/');
    const requestId = randomUUID();
    res.setHeader('X-Request-Id', requestId);
    const time = databaseTime(req, deps.databaseMs);
    void logWithin({ requestId }, () =>
      withinDatabaseTime(time, () => answer(deps, handlerFor(route, req), req, res)),
    );
  });
  const unfollow = deps.feed.endings((ending) => {
    if (ending !== 'missed') deps.log.info({ event: ending }, 'a right ended');
  });
  const unwatch = checkArrivals(deps.db, deps.feed.arrivals);
  return server.once('close', () => {
    unfollow();
    unwatch();
    streams.stop();
  });
}

/** In this order: the first that fits answers. */
function routesOf(deps: ApiDependencies & { readiness: ApiReadiness }, streams: OpenStreams): Route[] {
  const mail = { db: deps.db, gateway: deps.gateway.mail, mail: deps.config.mail, log: deps.log };
  const widget = withNotFound(serveWidget());
  return [
    { path: '/health', methods: READ, handle: (_req, res) => respondJson(res, 200, { alive: true }) },
    { path: '/ready', methods: READ, handle: (_req, res) => ready(deps, res) },
    {
      path: '/webhooks/postmark/inbound',
      methods: ['POST'],
      handle: createInboundWebhook({ ...mail, resolve: deps.resolve, feed: deps.feed }),
    },
    { path: '/webhooks/postmark/events', methods: ['POST'], handle: createEventsWebhook(mail) },
    { path: '/api/auth/', methods: ['GET', 'POST'], handle: authenticate(deps) },
    { path: RPC, methods: ['GET', 'POST', 'OPTIONS'], handle: rpc(deps, streams) },
    { path: '/attachments/', methods: [...READ, 'PUT'], handle: createFileRoutes(deps) },
    { path: '/audit-log.csv', methods: ['GET'], handle: createAuditRoute(deps) },
    { path: '/source-files/', methods: ['PUT'], handle: createSourceFileRoute(deps) },
    { path: '/api/articles/', methods: ['PUT', 'DELETE'], handle: createArticlesApi(deps) },
    { path: '/articles/', methods: READ, handle: createArticlePages(deps) },
    { path: '/rate/', methods: [...READ, 'POST'], handle: createRatingRoute(deps) },
    { path: '/mails/', methods: ['GET'], handle: createMailRoutes(deps) },
    { path: '/remote-image', methods: ['GET'], handle: createRemoteImageRoute(deps) },
    ...(deps.config.demoPage ? [{ path: '/demo', methods: READ, handle: serveDemo(deps) }] : []),
    { path: '/widget.js', methods: READ, handle: widget },
    { path: '/widget/', methods: READ, handle: widget },
    { path: '/', methods: READ, handle: withNotFound(serveInbox()) },
  ];
}

function handlerFor(route: Route | undefined, { method = '' }: IncomingMessage): Handler {
  if (!route) return notFound;
  if (route.methods.includes(method)) return route.handle;
  return (_req, res) => {
    res.setHeader('Allow', route.methods.join(', '));
    respondJson(res, 405, { error: 'method_not_allowed' });
  };
}

/** Whatever goes wrong, the client gets a code and never a stack. */
async function answer(deps: ApiDependencies, handler: Handler, req: IncomingMessage, res: ServerResponse) {
  try {
    await handler(req, res);
  } catch (error) {
    if (isUnavailable(error) && !res.headersSent) return respondRefusal(res, new Refusal('try_again'));
    deps.log.error({ err: error, path: req.url?.split('?', 1)[0] }, 'a request failed');
    if (!res.headersSent) respondJson(res, 500, { error: 'internal' });
    else res.destroy();
  }
}

const withNotFound =
  (serve: (req: IncomingMessage, res: ServerResponse, next: () => void) => void): Handler =>
  (req, res) =>
    serve(req, res, () => notFound(req, res));

async function ready(deps: { readiness: ApiReadiness }, res: ServerResponse): Promise<void> {
  const found = await deps.readiness.check();
  respondJson(res, found.ready ? 200 : 503, found);
}
