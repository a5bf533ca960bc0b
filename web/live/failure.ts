import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../api/routers/app.ts';
import type { CommandRefusal, UpdatesOf } from '../../domain/contract/policy.ts';
import { isRefusalCode, type RefusalCode } from '../../domain/errors.ts';

/** `unreachable`: nobody understood the request, so nobody knows whether it was taken. */
export interface Failure<Code extends RefusalCode = RefusalCode> {
  code: Code | 'unreachable';
  words: string;
  /** The field of a form that was refused. */
  field?: string;
}

const UNREACHABLE: Failure<never> = {
  code: 'unreachable',
  words: 'Throughline cannot be reached right now. Check your connection, then try again.',
};

/** What a person should read when a call did not work. */
export function failureOf(error: unknown): Failure {
  const data = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : null;
  if (!data?.refusal || !isRefusalCode(data.refusal)) return UNREACHABLE;
  return {
    code: data.refusal,
    words: (error as Error).message,
    ...(data.field && { field: data.field }),
  };
}

/** The same for a command: only the codes it may be refused with. */
export function failureOfCommand<Name extends UpdatesOf<'agent'>>(
  _command: Name,
  error: unknown,
): Failure<CommandRefusal<Name>> {
  // No types cross the wire; that the api answers a command with no other code, its policy and its guards have compiled.
  return failureOf(error) as Failure<CommandRefusal<Name>>;
}

const FINAL: Failure['code'][] = [
  'signed_out',
  'conversation_not_found',
  'not_found',
  'bad_input',
  'conversation_closed',
  'not_a_member',
  'not_allowed',
  'too_many_streams',
  'second_step_required',
];

/** Trying again would give the same answer. */
export function isFinal(error: unknown): boolean {
  return FINAL.includes(failureOf(error).code);
}
