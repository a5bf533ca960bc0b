import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';

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

/** What a failed call to Temporal means. One that passes may still have been delivered. */
export type CallFailure =
  { kind: 'refused'; code: string; words: string } | { kind: 'passing' | 'not_found' | 'unknown' };

export function failureOf(error: unknown): CallFailure {
  const failure = updateFailure(error);
  if (failure) {
    const { type: code, message: words } = failure;
    if (code === LOST_WITH_RUN) return { kind: 'passing' };
    return code ? { kind: 'refused', code, words } : { kind: 'unknown' };
  }
  if (error instanceof WorkflowFailedError) return endOf(error.cause);
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'passing' };
  const status = grpcStatus(error);
  if (status === NOT_FOUND || error instanceof WorkflowNotFoundError) return { kind: 'not_found' };
  return { kind: status !== null && PASSING.includes(status) ? 'passing' : 'unknown' };
}

/** A workflow continues as new at this very moment; nobody needs to hear of it. */
export function isBetweenRuns(error: unknown): boolean {
  const failure = updateFailure(error);
  if (failure) return failure.type === LOST_WITH_RUN;
  const status = grpcStatus(error);
  return status !== null && CHANGING_RUNS.includes(status);
}

/** Why a workflow that is one call gave no answer: what its activity refused, or no worker in time. */
function endOf(cause: unknown): CallFailure {
  if (cause instanceof ActivityFailure) return endOf(cause.cause);
  if (cause instanceof TimeoutFailure) return { kind: 'passing' };
  if (!(cause instanceof ApplicationFailure) || !cause.type) return { kind: 'unknown' };
  return { kind: 'refused', code: cause.type, words: cause.message };
}

function updateFailure(error: unknown): ApplicationFailure | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  return error.cause instanceof ApplicationFailure ? error.cause : null;
}

/** Temporal's client wraps some gRPC errors in its own. */
function grpcStatus(error: unknown): number | null {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && error.cause ? grpcStatus(error.cause) : null;
}
