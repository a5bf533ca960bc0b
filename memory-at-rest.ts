import { performance } from 'node:perf_hooks';

/** In milliseconds: a process that has just come up is busy, with whatever waited for it. */
const LOOK_EVERY = 10_000;
/** Of its time. What it does without being asked is far below. */
const BUSY = 0.05;

/**
 * Collects once what loading has left, at the first quiet moment: V8 by itself does so when more memory is wanted, which a process
 * that rests never does. It takes about a fifth of a second, and an api has 16 MB less, a worker 25.
 */
export function restOnceIdle(): void {
  // `--expose-gc`: see `launcher/processes/node-flags.ts`.
  const collect = globalThis.gc;
  if (!collect) return;
  let since = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(since);
    since = performance.eventLoopUtilization();
    if (utilization > BUSY) return;
    clearInterval(timer);
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, LOOK_EVERY).unref();
}
