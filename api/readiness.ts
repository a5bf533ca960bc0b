import type { Client } from '@temporalio/client';
import type { Config } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { requireWritable } from '../db/connection/require-writable.ts';
import { createReadiness, type Readiness } from '../readiness.ts';

export type ApiReadiness = Readiness<'postgres' | 'temporal' | 'worker'>;

/** A worker asks for work again after a minute at most; the rest is for a slow machine. */
const POLLED_WITHIN_MS = 90_000;
const ANSWER_MS = 1_500;

/** What the api says at `/ready`. Without a worker, what people write is accepted and waits, so an operator must hear of it. */
export function createApiReadiness(deps: {
  db: Database;
  client: Client;
  temporal: Pick<Config['temporal'], 'namespace' | 'taskQueue'>;
}): ApiReadiness {
  const { client } = deps;
  const inTime = <Result>(ask: () => Promise<Result>) => client.withDeadline(Date.now() + ANSWER_MS, ask);
  return createReadiness({
    postgres: () => requireWritable(deps.db),
    temporal: () => inTime(() => client.workflowService.getSystemInfo({})),
    worker: () => inTime(() => requirePoller(deps)),
  });
}

async function requirePoller({ client, temporal }: Parameters<typeof createApiReadiness>[0]): Promise<void> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: temporal.namespace,
    taskQueue: { name: temporal.taskQueue },
  });
  const since = Date.now() - POLLED_WITHIN_MS;
  const polled = (pollers ?? []).some(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 > since,
  );
  if (!polled) throw new Error(`No worker polls ${temporal.taskQueue}.`);
}
