import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { IncomingMessage } from 'node:http';
import { compressAnswer } from './http/compressed-answer.ts';
import { clientAddress } from './http/client-address.ts';
import { createContext, sessionAgent, type ApiDependencies } from './rpc/context.ts';
import { Refusal } from '../domain/errors.ts';
import { allowWidgetOrigin, isForeignRequest } from './http/cross-origin.ts';
import type { Handler } from './http/find-route.ts';
import { procedureNames } from './rpc/procedure-names.ts';
import { RefusalLog } from './rpc/refusal-log.ts';
import { codeOf } from './rpc/refused.ts';
import { respondJson, respondNotFound, respondRefusal } from './http/respond.ts';
import { appRouter } from './routers/app.ts';
import { ReplyTimes } from './rpc/reply-times.ts';
import type { OpenStreams } from './streams/open-streams.ts';
import { SharedReads } from './streams/shared-reads.ts';

/** The longest reply, and more than the longest message of a visitor with its page. What a stranger sends is held until it ends. */
const MAX_BODY = 128_000;
/** An article of a million characters in four bytes each, and its JSON: of agents only. */
const MAX_AGENT_BODY = 5_000_000;
export const RPC = '/trpc/';
/** The inbox asks for three things at once; more in one request only hides them from whoever counts requests. */
const MAX_BATCH = 10;

/** The procedures: who may ask for which is decided on their names, before any of them runs. */
export function rpc(deps: ApiDependencies, streams: OpenStreams): Handler {
  const context = { ...deps, streams, shared: new SharedReads(), replyTimes: new ReplyTimes(deps.db) };
  const refusals = new RefusalLog(deps.log);
  const upTo = (maxBodySize: number) =>
    createHTTPHandler({
      basePath: RPC,
      router: appRouter,
      maxBodySize,
      allowMethodOverride: false,
      maxBatchSize: MAX_BATCH,
      createContext: ({ req, res }) => createContext(context, { req, res }),
      onError: ({ error, path, ctx }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          deps.log.error({ err: error, path }, 'a procedure failed');
        else refusals.note({ code: codeOf(error), path, address: ctx?.address });
      },
    });
  const [handle, handleLarge] = [upTo(MAX_BODY), upTo(MAX_AGENT_BODY)];
  return async (req, res) => {
    const names = procedureNames((req.url ?? '').slice(RPC.length).split('?', 1)[0] ?? '');
    if (!names) return respondNotFound(req, res);
    // Before anything is looked up: whoever asks for hundreds at once asks again and again.
    if (names.length > MAX_BATCH) return respondRefusal(res, new Refusal('bad_input'));
    if (names.every((name) => name.startsWith('visitor.'))) {
      allowWidgetOrigin(req, res);
      if (req.method === 'OPTIONS') return res.writeHead(204).end();
    } else if (isForeignRequest(req, deps.config)) {
      refusals.note({
        code: 'origin_not_allowed',
        path: names.join(),
        address: clientAddress(req, deps.config),
      });
      return respondJson(res, 403, { error: 'origin_not_allowed' });
    }
    res.setHeader('Cache-Control', 'no-store');
    compressAnswer(req, res);
    return isLarge(req) && (await sessionAgent(deps.auth, req)) ? handleLarge(req, res) : handle(req, res);
  };
}

const isLarge = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MAX_BODY;
