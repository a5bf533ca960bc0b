import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { once, EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '../../domain/ids.ts';
import { elapsed } from './measure.ts';

/** A bare signal followed by one activity: what the product's own steps are measured against. */
export async function startBare(address: string) {
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const finished = new EventEmitter();
  const worker = await Worker.create({
    connection: native,
    taskQueue: 'bare',
    workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
    activities: { done: async (id: string) => void finished.emit(id) },
  });
  const running = worker.run();
  const handle = await client.workflow.start('bare', {
    taskQueue: 'bare',
    workflowId: `bare/${newId('cnv')}`,
  });
  return {
    roundTrip: () =>
      elapsed(async () => {
        const id = newId('msg');
        const done = once(finished, id);
        await handle.signal('message', id);
        await done;
      }),
    stop: async () => {
      await handle.signal('message', 'end');
      await handle.result();
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
}
