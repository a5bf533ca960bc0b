import { TRPCError } from '@trpc/server';
import { Refusal, refusals, type RefusalCode } from '../../domain/errors.ts';

/** A refusal as the HTTP status its code stands for; anything else as it is. */
export function asTrpcError(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  return new TRPCError({ code: refusals[error.code].status, message: error.message, cause: error });
}

export function codeOf(error: TRPCError): RefusalCode {
  if (error.cause instanceof Refusal) return error.cause.code;
  if (error.code === 'PAYLOAD_TOO_LARGE') return 'too_large';
  return error.code === 'INTERNAL_SERVER_ERROR' ? 'internal' : 'bad_input';
}
