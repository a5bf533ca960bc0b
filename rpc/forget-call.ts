import type { Client } from '@temporalio/client';

/** Together some half a minute: whatever stays after that ends with the namespace's retention. */
const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 250;
const NOT_FOUND = 5;

/** Deletes a workflow and everything it was told; what still runs ends with it. A server that is busy is asked until it knows nothing of it. */
export async function forgetCall(client: Client, workflowId: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (await isForgotten(client, workflowId)) return;
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** tries).unref());
  }
}

/** Asks for it once more. */
const isForgotten = ({ workflowService, options }: Client, workflowId: string): Promise<boolean> =>
  workflowService
    .deleteWorkflowExecution({ namespace: options.namespace, workflowExecution: { workflowId } })
    .then(
      () => false,
      (error: unknown) => (error as { code?: number }).code === NOT_FOUND,
    );
