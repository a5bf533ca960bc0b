import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { startProduct } from '../../support/stack/start-product.ts';
import { beginVisit } from '../../support/people/visitor-client.ts';

const workflowsPath = fileURLToPath(new URL('../../support/stack/failing-workflow.ts', import.meta.url));

it(
  'repeats a command that arrives while a conversation changes its run, and nobody hears of it',
  { timeout: 120_000 },
  async () => {
    await using product = await startProduct({ worker: false });
    const first = await product.startWorker();
    const visit = await beginVisit(product);
    await visit.say('Hello');
    first.shutdown();
    await eventually('the worker’s end', () => first.getState() === 'STOPPED');
    const { address, namespace, taskQueue } = product.config.temporal;
    const connection = await NativeConnection.connect({ address });
    const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
    await product.client.workflow.getHandle(`conversation/${visit.conversationId}`).terminate('begins anew');
    const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle });
    await worker.runUntil(async () => {
      const { client, gateway, agentId } = product;
      // A worker that just began has its first task to load the code for, which is not what this is about.
      await client.workflow.start('conversation', { taskQueue, workflowId: `warm-up/${taskQueue}` });
      const warm = client.workflow.getHandle(`warm-up/${taskQueue}`);
      await eventually('a warm worker', () => warm.executeUpdate('takeOver').catch(() => null));
      const taken = await gateway.agent.update(
        'takeOver',
        visit.conversationId,
        { id: newId('msg') },
        { agentId },
      );
      expect(taken).toBe('taken over');
    });
    await connection.close();
  },
);
