import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { storedHistories } from '../support/people/histories.ts';
import '../support/stack/quiet-runtime.ts';

const workflowsPath = fileURLToPath(new URL('../../workflows/workflows.ts', import.meta.url));

/** Nothing a workflow runs may reach for these: they would make two runs of one history differ, or the bundle huge. */
const FOREIGN = ['zod', 'drizzle-orm', 'postgres', 'openai'];

it('can go on with every conversation that an earlier version began', async () => {
  const histories = storedHistories();
  expect(histories.length).toBeGreaterThanOrEqual(30);
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
    if (error) failed.push(`${workflowId}: ${error.message}`);
  }
  expect(failed).toEqual([]);
  for (const name of FOREIGN) expect(workflowBundle.code).not.toContain(`node_modules/${name}/`);
});
