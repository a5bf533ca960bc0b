import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { keepWordsOut } from '../../../activities/transcript/words-stay-out.ts';
import { createUndo } from '../undo.ts';
import './quiet-runtime.ts';

type Activities = Record<string, (input: never) => Promise<unknown>>;

/** A real worker that runs these activities, each asked for by itself, as Temporal would ask for it. */
export async function startActivities<Own extends Activities>(activities: Own) {
  const undo = createUndo();
  const address = inject('temporalAddress');
  const taskQueue = `activities-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address });
  undo.defer(() => connection.close());
  const native = await NativeConnection.connect({ address });
  undo.defer(() => native.close());
  const worker = await Worker.create({
    ...{ connection: native, taskQueue, activities },
    interceptors: { activity: [keepWordsOut] },
  });
  const running = worker.run();
  undo.defer(async () => {
    worker.shutdown();
    await running;
  });
  const client = new Client({ connection });
  return {
    client,
    taskQueue,
    /** @throws what the last of the attempts threw. */
    run: <Name extends keyof Own & string>(
      name: Name,
      input: Parameters<Own[Name]>[0],
      { attempts = 1 } = {},
    ): Promise<Awaited<ReturnType<Own[Name]>>> =>
      client.activity.execute(name, {
        ...{ id: randomBytes(8).toString('hex'), taskQueue, args: [input] },
        startToCloseTimeout: '20 seconds',
        retry: { maximumAttempts: attempts, initialInterval: '1 millisecond' },
      }),
    [Symbol.asyncDispose]: () => undo.all(),
  };
}
