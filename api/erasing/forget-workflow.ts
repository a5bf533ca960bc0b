import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { assistIdOf } from '../gateway/assist-gateway.ts';
import type { GatewayOf } from '../gateway/gateway.ts';

/** Ends and deletes every run of an erased conversation. @returns whether Temporal knows nothing of it any more. */
export async function forgetConversation(client: Client, id: ConversationId): Promise<boolean> {
  const helped = await forgetHelp(client, id);
  return (await forgetWorkflow(client, workflowIdOf(id))) && helped;
}

/** What agents asked of the assistant here is deleted with its answer; an api that was killed before that left it. */
async function forgetHelp(client: Client, id: ConversationId): Promise<boolean> {
  const query = `WorkflowId STARTS_WITH '${assistIdOf(id)}'`;
  let none = true;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    none = false;
    await deleteRun(client, workflowId, runId);
  }
  return none;
}

/** The same for any workflow. */
export async function forgetWorkflow(client: Client, id: string): Promise<boolean> {
  const runs = await runsOf(client, id);
  for (const { runId } of runs) await deleteRun(client, id, runId);
  return runs.length === 0 && (await newestRun(client, id)) === null;
}

/**
 * Lets a conversation go on in a new run, then deletes the earlier ones, which were told what is erased now.
 * @param since when it was erased. @returns whether none of them is left.
 */
export async function forgetPast(
  { client, erasing }: { client: Client; erasing: GatewayOf<'erasure'> },
  conversationId: ConversationId,
  since: Date,
): Promise<boolean> {
  const id = workflowIdOf(conversationId);
  const newest = await newestRun(client, id);
  const running = newest?.status.name === 'RUNNING' ? newest : null;
  if (running && running.startTime <= since) {
    await erasing.signalRunning('renewHistory', conversationId, { id: newId('msg') });
    return false;
  }
  const past = (await runsOf(client, id)).filter(({ runId }) => runId !== running?.runId);
  for (const { runId } of past) await deleteRun(client, id, runId);
  return past.length === 0;
}

async function runsOf(client: Client, id: string) {
  const query = `WorkflowId = '${id}'`;
  const runs: { runId: string }[] = [];
  for await (const { runId } of client.workflow.list({ query })) runs.push({ runId });
  return runs;
}

/** Null when there is none: the list lags behind, this does not. */
async function newestRun(client: Client, id: string) {
  try {
    return await client.workflow.getHandle(id).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** A run that goes on is ended first, by the server. */
async function deleteRun(client: Client, id: string, runId: string): Promise<void> {
  await client.workflowService
    .deleteWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: id, runId },
    })
    .catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
}

const NOT_FOUND = 5;
const isNotFound = (error: unknown) => (error as { code?: number }).code === NOT_FOUND;
