import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { expect, inject, it } from 'vitest';
import { together } from '../../../activities/transcript/together.ts';
import { newId } from '../../../domain/ids.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Two real workers that have nothing to do. */
async function two() {
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const begin = () => Worker.create({ connection, taskQueue: newId('msg'), activities: { idle: () => {} } });
  const workers = [await begin(), await begin()] as const;
  return { workers, all: together(workers), [Symbol.asyncDispose]: () => connection.close() };
}

it('workers of one process start, run and stop as one', async () => {
  await using rig = await two();
  expect(rig.all.getState()).toBe('INITIALIZED');
  const running = rig.all.run();
  expect(rig.all.getState()).toBe('RUNNING');
  rig.all.shutdown();
  rig.all.shutdown();
  await running;
  expect(rig.workers.map((worker) => worker.getState())).toEqual(['STOPPED', 'STOPPED']);
  expect(rig.all.getState()).toBe('STOPPED');
});

it('a worker that stops beside one that runs makes the whole one that is about to stop', async () => {
  await using rig = await two();
  const [one, other] = rig.workers;
  const running = [one.run(), other.run()];
  one.shutdown();
  await running[0];
  expect(rig.all.getState()).toBe('STOPPING');
  rig.all.shutdown();
  await running[1];
});

it('a worker that fails takes the others with it, and says why', async () => {
  await using rig = await two();
  const [, other] = rig.workers;
  const running = other.run();
  await expect(rig.all.run()).rejects.toThrow('already started');
  await running;
  expect(rig.all.getState()).toBe('STOPPED');
});
