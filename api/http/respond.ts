import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusals, type Refusal } from '../../domain/errors.ts';
import { MISSING_PAGE } from './missing-page.ts';

export function respondJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(body));
}

/** A refusal outside tRPC: the same status, the same code, the same words. */
export function respondRefusal(res: ServerResponse, { code, message }: Refusal): void {
  const status = getHTTPStatusCodeFromError(new TRPCError({ code: refusals[code].status }));
  respondJson(res, status, { error: code, words: message });
}

/** In words where a person asked, as a code where a program did. */
export function respondNotFound(req: IncomingMessage, res: ServerResponse): void {
  if (!req.headers.accept?.includes('text/html')) return respondJson(res, 404, { error: 'not_found' });
  res.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(req.method === 'HEAD' ? undefined : MISSING_PAGE);
}
