import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** What says where something happened. Everything else that Temporal hands over may be a payload or a failure's whole text. */
const KEPT = [
  ...['workflowId', 'runId', 'workflowType', 'activityId', 'activityType', 'attempt', 'taskQueue'],
  ...['namespace', 'sdkComponent', 'durationMs', 'error'],
];

/** On purpose: the queues of regular work have workers of their own; see `worker.ts`. */
const MEANT = 'No workflows registered';

/** Temporal's own lines, also those of its core, become lines of ours: one form, one set of rules. Before the first worker. */
export function installTemporalLog(log: Logger): void {
  const logger = new DefaultLogger('WARN', ({ level, message, meta = {} }) => {
    if (message.startsWith(MEANT)) return;
    const kept = Object.entries(meta).filter(([key]) => KEPT.includes(key));
    log[LEVELS[level]](Object.fromEntries(kept), message);
  });
  Runtime.install({
    logger,
    telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } } },
  });
}
