import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

const { done } = proxyActivities<{ done(id: string): Promise<void> }>({ startToCloseTimeout: '10 seconds' });

/** The least Temporal can do for a message: a signal, and one activity that says it has it. */
export async function bare(): Promise<void> {
  const queue: string[] = [];
  setHandler(defineSignal<[string]>('message'), (id) => void queue.push(id));
  for (;;) {
    await condition(() => queue.length > 0);
    const id = queue.shift();
    if (id === 'end' || id === undefined) return;
    await done(id);
  }
}
