import { isRefusalCode, Refusal } from '../../domain/errors.ts';
import { failureOf } from '../../rpc/call-failure.ts';

/** What a failed call to Temporal means to whoever asked. */
export function asRefusal(error: unknown): unknown {
  const failure = failureOf(error);
  switch (failure.kind) {
    case 'refused':
      return isRefusalCode(failure.code) ? new Refusal(failure.code, failure.words) : error;
    case 'not_found':
      return new Refusal('conversation_not_found');
    case 'passing':
      return new Refusal('try_again');
    case 'unknown':
      return error;
  }
}
