import { ApplicationFailure } from '@temporalio/activity';

/** Retried with Temporal's own growing delay unless one is given, in milliseconds. */
export function later(message: string, type: string, nextRetryDelay?: number): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type,
    ...(nextRetryDelay !== undefined && { nextRetryDelay }),
  });
}
