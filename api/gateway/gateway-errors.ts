import {
  isGrpcServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { isRefusalCode, Refusal } from '../../domain/errors.ts';

/**
 * gRPC statuses after which the same call may succeed: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED,
 * FAILED_PRECONDITION, ABORTED, UNAVAILABLE.
 */
const PASSING = [1, 4, 8, 9, 10, 14];
/** The run changes just now, as the server says with FAILED_PRECONDITION (`WorkflowNotReady`) or ABORTED: over in milliseconds. */
const CHANGING_RUNS = [9, 10];
/** The run that had accepted an update ended before it was done. */
const LOST_WITH_RUN = 'AcceptedUpdateCompletedWorkflow';
const NOT_FOUND = 5;

/** What a failed call to Temporal means to whoever asked. A passing failure may still have been delivered. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, message } = error.cause;
    if (type === LOST_WITH_RUN) return new Refusal('try_again');
    return type && isRefusalCode(type) ? new Refusal(type, message) : error;
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return new Refusal('try_again');
  const status = grpcStatus(error);
  if (status === NOT_FOUND) return new Refusal('conversation_not_found');
  return status !== null && PASSING.includes(status) ? new Refusal('try_again') : error;
}

/** A conversation continues as new at this very moment; nobody needs to hear of it. */
export function isBetweenRuns(error: unknown): boolean {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure)
    return error.cause.type === LOST_WITH_RUN;
  const status = grpcStatus(error);
  return status !== null && CHANGING_RUNS.includes(status);
}

/** Temporal's client wraps some gRPC errors in its own. */
function grpcStatus(error: unknown): number | null {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && error.cause ? grpcStatus(error.cause) : null;
}
