import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { forgetRun, type Forgetting, type ListedRun } from '../../rpc/forget-runs.ts';
import { workflowIdOf } from '../../domain/conversation/conversation-start.ts';
import { newId, type ConversationId } from '../../domain/ids.ts';
import { assistIdOf } from '../gateway/assist-gateway.ts';
import type { GatewayOf } from '../gateway/gateway.ts';

/** Ends and deletes every run of an erased conversation. @returns whether Temporal knows nothing of it any more. */
export async function forgetConversation(forgetting: Forgetting, id: ConversationId): Promise<boolean> {
  const helped = await forgetHelp(forgetting, id);
  return (await forgetWorkflow(forgetting, workflowIdOf(id))) && helped;
}

/** What agents asked of the assistant here may not be deleted yet. */
async function forgetHelp(forgetting: Forgetting, id: ConversationId): Promise<boolean> {
  const query = `WorkflowId STARTS_WITH '${assistIdOf(id)}'`;
  let none = true;
  for await (const run of forgetting.client.workflow.list({ query })) {
    none = false;
    await forgetRun(forgetting, run);
  }
  return none;
}

/** The same for any workflow. */
export async function forgetWorkflow(forgetting: Forgetting, id: string): Promise<boolean> {
  const runs = await runsOf(forgetting.client, id);
  for (const run of runs) await forgetRun(forgetting, run);
  return runs.length === 0 && (await newestRun(forgetting.client, id)) === null;
}

/**
 * Lets a conversation go on in a new run, then deletes the earlier ones, which were told what is erased now.
 * @param since when it was erased. @returns whether none of them is left.
 */
export async function forgetPast(
  { erasing, ...forgetting }: Forgetting & { erasing: GatewayOf<'erasure'> },
  conversationId: ConversationId,
  since: Date,
): Promise<boolean> {
  const { client } = forgetting;
  const id = workflowIdOf(conversationId);
  const newest = await newestRun(client, id);
  const running = newest?.status.name === 'RUNNING' ? newest : null;
  if (running && running.startTime <= since) {
    await erasing.signalRunning('renewHistory', conversationId, { id: newId('msg') });
    return false;
  }
  const past = (await runsOf(client, id)).filter(({ runId }) => runId !== running?.runId);
  for (const run of past) await forgetRun(forgetting, run);
  return past.length === 0;
}

async function runsOf(client: Client, id: string) {
  const query = `WorkflowId = '${id}'`;
  const runs: ListedRun[] = [];
  for await (const run of client.workflow.list({ query })) runs.push(run);
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
