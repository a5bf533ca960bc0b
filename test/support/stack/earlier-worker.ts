import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** A worker of an earlier version, in a process of its own, whose database refuses everything. Killed, never stopped. */
const [address, namespace = '', taskQueue = ''] = process.argv.slice(2);
const workflowsPath = fileURLToPath(new URL('../../fixtures/stuck-conversation.ts', import.meta.url));

const worker = await Worker.create({
  connection: await NativeConnection.connect({ ...(address && { address }) }),
  ...{ namespace, taskQueue },
  workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
  activities: {
    recordTranscript: () => Promise.reject(new Error('invalid byte sequence for encoding "UTF8": 0x00')),
  },
});
await worker.run();
