import { initTRPC, tracked, TRPCError, type inferRouterInputs, type inferRouterOutputs } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { randomBytes } from 'node:crypto';
import { on } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { allowWidgetOrigin } from '../../../api/http/cross-origin.ts';
import { demoHeaders, demoPage } from '../../../api/demo/demo-page.ts';
import type { AppRouter } from '../../../api/routers/app.ts';
import { serveWidget } from '../../../api/http/static-files.ts';
import { contract } from '../../../domain/contract/contract.ts';
import { conversationIdSchema } from '../../../domain/contract/schemas.ts';
import { Refusal, refusals, type RefusalCode } from '../../../domain/errors.ts';
import type { ScriptedConversation } from './scripted-conversation.ts';

type Inputs = inferRouterInputs<AppRouter>['visitor'];
type Outputs = inferRouterOutputs<AppRouter>['visitor'];

/** How the next call of a procedure goes wrong. `lost`: it is applied and its answer never arrives. */
export type Fault = 'unavailable' | 'lost' | RefusalCode;

/** How long somebody who was too fast is told to wait. */
const RETRY_AFTER_MS = 300;

export interface ScriptedVisitorApi {
  url: string;
  sends: Inputs['send'][];
  escalations: Inputs['escalate'][];
  /** How far the widget said its visitor had read, report by report. */
  reads: number[];
  /** Next calls of `send` go wrong like this, one after the other. */
  faults: Fault[];
  tokens: Set<string>;
  /** Cuts every open subscription, as a proxy or a train does. */
  dropStreams(): void;
  stop(): Promise<void>;
}

interface Context {
  req: IncomingMessage;
  token: string;
}

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const refusal = error.cause instanceof Refusal ? error.cause.code : 'internal';
    const retryAfterMs = refusal === 'slow_down' ? RETRY_AFTER_MS : null;
    return {
      ...shape,
      message: error.message,
      data: { httpStatus: shape.data.httpStatus, refusal, retryAfterMs },
    };
  },
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
});

function refuse(code: RefusalCode): never {
  const cause = new Refusal(code);
  throw new TRPCError({ code: refusals[code].status, message: cause.message, cause });
}

/** The visitor's procedures without Temporal and Postgres: the conversation does what a test tells it to. */
export async function startScriptedVisitorApi(
  conversation: ScriptedConversation,
): Promise<ScriptedVisitorApi> {
  const streams = new Set<ServerResponse>();
  const script = {
    sends: [] as Inputs['send'][],
    escalations: [] as Inputs['escalate'][],
    reads: [] as number[],
    faults: [] as Fault[],
  };
  const tokens = new Set<string>();
  const handle = createHTTPHandler({
    basePath: '/trpc/',
    router: createRouter({ ...script, tokens, conversation }),
    createContext: ({ req }) => ({
      req,
      token: /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '',
    }),
  });
  const widget = serveWidget();
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?', 1)[0]!;
    if (path === '/trpc/visitor.events') streams.add(res.on('close', () => streams.delete(res)));
    if (path.startsWith('/trpc/')) {
      allowWidgetOrigin(req, res);
      return void (req.method === 'OPTIONS' ? res.writeHead(204).end() : handle(req, res));
    }
    if (path.startsWith('/widget')) return serveFile(widget, req, res);
    if (path === '/demo') return serveHostile(res);
    const api = path === '/elsewhere' ? `http://127.0.0.1:${req.socket.localPort}` : '';
    res.writeHead(200, { 'content-type': 'text/html' }).end(calmPage(api));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...script,
    tokens,
    dropStreams: () => streams.forEach((res) => res.destroy()),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param api where its script comes from; empty is the page's own origin. */
const calmPage = (
  api: string,
) => `<!doctype html><html lang="en"><title>A page</title><body><h1>A page</h1><button>Before</button>
<script async src="${api}/widget.js" data-key="key"></script></body></html>`;

function serveFile(serve: ReturnType<typeof serveWidget>, req: IncomingMessage, res: ServerResponse): void {
  req.url = (req.url ?? '').replace(/^\/widget\//, '/');
  serve(req, res, () => res.writeHead(404).end());
}

function serveHostile(res: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  res.writeHead(200, demoHeaders(nonce)).end(demoPage({ widgetKey: 'key', nonce }));
}

function createRouter({
  conversation,
  tokens,
  sends,
  escalations,
  reads,
  faults,
}: Pick<ScriptedVisitorApi, 'tokens' | 'sends' | 'escalations' | 'reads' | 'faults'> & {
  conversation: ScriptedConversation;
}) {
  const visitor = t.procedure.use(({ ctx, next }) =>
    tokens.has(ctx.token) ? next() : refuse('visitor_unknown'),
  );
  const where = { ...z.object({ conversationId: conversationIdSchema }).shape, page: z.unknown() };
  const fail = (req: IncomingMessage) => {
    const fault = faults.shift();
    if (fault === 'lost') return () => void req.socket.destroy();
    if (fault === 'unavailable') refuse('try_again');
    if (fault) refuse(fault);
    return () => undefined;
  };
  return t.router({
    visitor: t.router({
      project: t.procedure.input(z.object({ widgetKey: z.string() })).query((): Outputs['project'] => ({
        name: 'Acme Cloud',
        greeting: 'Hello! Ask me anything about Acme Cloud.',
        backAt: conversation.backAt,
        replies: conversation.replies,
      })),
      begin: t.procedure.input(z.object({ widgetKey: z.string() })).mutation((): Outputs['begin'] => {
        const token = randomBytes(32).toString('base64url');
        tokens.add(token);
        return { token };
      }),
      conversation: visitor.query((): Outputs['conversation'] => conversation.find()),
      send: visitor
        .input(z.strictObject({ ...contract.signals.customerMessage.input.shape, ...where }))
        .mutation(({ ctx, input }): Outputs['send'] => {
          sends.push(input as Inputs['send']);
          const loseAnswer = fail(ctx.req);
          conversation.begin(input.conversationId);
          conversation.customerSays(input.id, input.text);
          loseAnswer();
          return { conversationId: conversation.find()!.id };
        }),
      escalate: visitor
        .input(z.strictObject({ ...contract.signals.escalate.input.shape, ...where }))
        .mutation(({ input }): Outputs['escalate'] => {
          escalations.push(input as Inputs['escalate']);
          conversation.begin(input.conversationId);
          conversation.escalate(input.email);
          return { conversationId: conversation.find()!.id };
        }),
      markRead: visitor
        .input(z.strictObject({ conversationId: conversationIdSchema, seq: z.number() }))
        .mutation(({ input }) => void reads.push(input.seq)),
      visit: visitor
        .input(
          z.strictObject({ conversationId: conversationIdSchema, window: z.string(), page: z.unknown() }),
        )
        .mutation(() => {}),
      transcript: visitor
        .input(z.object({ conversationId: conversationIdSchema, lastEventId: z.string().nullish() }))
        .query(({ input }) => ({
          id: String(conversation.revision),
          update: conversation.since(Number(input.lastEventId ?? 0)) as Outputs['transcript']['update'],
        })),
      events: visitor
        .input(z.object({ conversationId: conversationIdSchema, lastEventId: z.string().nullish() }))
        .subscription(async function* ({ input, signal }) {
          const news = on(conversation.emitter, 'update', signal ? { signal } : {});
          yield tracked(String(conversation.revision), conversation.since(Number(input.lastEventId ?? 0)));
          for await (const [update] of news as AsyncIterable<[ReturnType<typeof conversation.since>]>) {
            yield tracked(String(conversation.revision), update);
          }
        }),
    }),
  });
}
