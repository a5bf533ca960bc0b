import type { Logger } from 'pino';
import { finishDeletions } from './finish-deletions.ts';
import { finishErasures, type ErasingDependencies } from './finish-erasures.ts';
import { forgetCalls } from './forget-calls.ts';
import { keepRetention } from './keep-retention.ts';

/** Often enough that an erasure is complete within a minute; an idle look is one small query. */
const ERASURES_EVERY_MS = 5_000;
const CALLS_EVERY_MS = 60_000;
const RETENTION_EVERY_MS = 60 * 60_000;

/**
 * Carries erasures and deletions of projects to their end, also those that an earlier process began, forgets what was asked of the
 * assistant, and keeps retention. @returns how to stop.
 */
export function followErasures(deps: ErasingDependencies & { taskQueue: string; log: Logger }): {
  stop(): Promise<void>;
} {
  const erasures = every(ERASURES_EVERY_MS, deps.log, () => finishErasures(deps));
  const deletions = every(ERASURES_EVERY_MS, deps.log, () => finishDeletions(deps));
  const calls = every(CALLS_EVERY_MS, deps.log, () => forgetCalls(deps, deps.taskQueue));
  const retention = every(RETENTION_EVERY_MS, deps.log, () => keepRetention(deps.db));
  return {
    stop: async () =>
      void (await Promise.all([erasures, deletions, calls, retention].map((each) => each.stop()))),
  };
}

function every(ms: number, log: Logger, act: () => Promise<unknown>): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    await act().catch((err: unknown) => log.warn({ err }, 'erasing goes on later'));
    if (!stopped) timer = setTimeout(() => (running = round()), ms);
  };
  let running = round();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
