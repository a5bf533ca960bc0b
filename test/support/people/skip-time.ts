import { Client, Connection } from '@temporalio/client';
import { workflowIdOf } from '../../../domain/conversation/conversation-start.ts';
import type { ConversationId } from '../../../domain/ids.ts';
import type { Product } from '../stack/product.ts';

/** A conversation that only waits goes on at once from what it waits for next, as if the time between had passed. */
export async function skipTime({ client }: Pick<Product, 'client'>, id: ConversationId): Promise<void> {
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId: workflowIdOf(id) },
    workflowExecutionOptions: { timeSkippingConfig: { enabled: true, maxSessionSkipCount: 1 } },
    updateMask: { paths: ['time_skipping_config'] },
  });
}

/** The same for a product whose client nobody has. */
export async function skipTimeAt(
  { address, namespace }: { address: string; namespace: string },
  id: ConversationId,
): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await skipTime({ client: new Client({ connection, namespace }) }, id);
  } finally {
    await connection.close();
  }
}
