import type { Worker } from '@temporalio/worker';

/** Several workers of one process that start and stop as one. */
export type Workers = Pick<Worker, 'run' | 'shutdown' | 'getState'>;

export function together(workers: readonly Worker[]): Workers {
  const states = () => workers.map((worker) => worker.getState());
  const shutdown = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    shutdown,
    getState: () => states().find((state) => state !== 'STOPPED') ?? 'STOPPED',
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
