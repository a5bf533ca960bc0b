import { ApplicationFailure } from '@temporalio/activity';
import { isGrpcServiceError } from '@temporalio/client';
import { databaseFailure } from '../db/connection/permanent-errors.ts';
import { Refusal } from '../domain/errors.ts';

type Step<Input, Output> = (input: Input) => Promise<Output>;

/**
 * Tells Temporal what trying again cannot heal: such a failure ends the activity at once, and the workflow decides.
 * Everything else is retried. Neither carries what a statement held: histories and logs are no place for people's words.
 */
export function endingWhenRefused<Input, Output>(step: Step<Input, Output>): Step<Input, Output> {
  return async (input) => {
    try {
      return await step(input);
    } catch (error) {
      throw asFailure(error);
    }
  };
}

/** Of gRPC: what was sent is wrong or too large. */
const INVALID_ARGUMENT = 3;

function asFailure(error: unknown): unknown {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof Refusal) return ApplicationFailure.nonRetryable(error.message, error.code);
  const failure = databaseFailure(error);
  if (failure) {
    const { words: message, permanent: nonRetryable } = failure;
    return ApplicationFailure.create({ message, type: 'database', nonRetryable });
  }
  if (isGrpcServiceError(error) && Number(error.code) === INVALID_ARGUMENT)
    return ApplicationFailure.nonRetryable(error.details, 'temporal');
  return error;
}
