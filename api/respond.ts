import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusals, type Refusal } from '../domain/errors.ts';

export function respondJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(body));
}

/** A refusal outside tRPC: the same status, the same code, the same words. */
export function respondRefusal(res: ServerResponse, { code, message }: Refusal): void {
  const status = getHTTPStatusCodeFromError(new TRPCError({ code: refusals[code].status }));
  respondJson(res, status, { error: code, words: message });
}

export const respondNotFound = (_req: IncomingMessage, res: ServerResponse): void =>
  respondJson(res, 404, { error: 'not_found' });
