import {
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { FloorActivities, Said } from './floor-worker.ts';

const { record } = proxyLocalActivities<FloorActivities>({ startToCloseTimeout: '5 seconds' });
const { answer } = proxyActivities<FloorActivities>({ startToCloseTimeout: '30 seconds' });

/** The least that does the same on the same servers: a signal, a row written by a local activity, an answer by a regular one. */
export async function floor({ answers }: { answers: boolean }): Promise<void> {
  const queue: Said[] = [];
  setHandler(defineSignal<[Said]>('say'), (said) => void queue.push(said));
  for (;;) {
    await condition(() => queue.length > 0);
    const said = queue.splice(0);
    await record(said);
    if (answers) await answer(said.map(({ id }) => id));
  }
}
