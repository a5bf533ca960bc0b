import type { Worker } from '@temporalio/worker';

/** Several workers of one process that start and stop as one. */
export type Workers = Pick<Worker, 'run' | 'shutdown' | 'getState'>;

type State = ReturnType<Worker['getState']>;

export function together(workers: readonly Worker[]): Workers {
  const states = () => workers.map((worker) => worker.getState());
  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    shutdown,
    getState: () => stateOfAll(states()),
    run: async () => {
      const runs = workers.map((worker) => worker.run());
      // A process that does half of its work must not look alive.
      for (const run of runs) run.catch(shutdown);
      const ends = await Promise.allSettled(runs);
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

/** They are what the worst of them is; some that run beside some that stopped are about to stop. */
function stateOfAll(states: State[]): State {
  const odd = states.find((state) => state !== 'RUNNING' && state !== 'STOPPED');
  const [first = 'STOPPED'] = states;
  return odd ?? (states.every((state) => state === first) ? first : 'STOPPING');
}
