import process from 'node:process';
import { restOnceIdle } from './memory-at-rest.ts';

/** Longer than the worker's grace for running activities (20 s) and the closing of connections after it. */
const STOP_DEADLINE_MS = 35_000;

/** npm passes a Ctrl-C on to a process that already had it from the terminal: one key press, two signals. */
const SAME_KEY_PRESS_MS = 1_000;

/**
 * Called by a process once it is ready for work. Stops it once, on SIGTERM, on SIGINT and when its parent is gone.
 * Works without a parent too, as in production.
 */
export function runProcess({ name, stop }: { name: string; stop: () => Promise<void> | void }): void {
  let stoppingSince: number | null = null;

  const stopOnce = async () => {
    if (stoppingSince !== null) {
      if (Date.now() - stoppingSince > SAME_KEY_PRESS_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    setTimeout(() => {
      console.error(`${name} did not stop within ${STOP_DEADLINE_MS / 1000} s and was ended.`);
      process.exit(1);
    }, STOP_DEADLINE_MS).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      console.error(`${name} failed while stopping:`, error);
      process.exit(1);
    }
  };

  // When the parent dies its end of the pipe goes too; a line nobody reads must not stop the stopping.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stopOnce());
  process.once('disconnect', () => {
    if (stoppingSince === null) void stopOnce();
  });
  restOnceIdle();
  process.send?.('ready');
}
