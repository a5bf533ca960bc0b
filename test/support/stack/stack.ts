import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../../db/migrate.ts';
import { userCacheFolder } from '../../../launcher/node/cache-folder.mjs';
import { freePort } from '../../../launcher/system/ports.ts';
import { startPostgres } from '../../../launcher/postgres/postgres.ts';
import { findTemporalCli, startTemporal } from '../../../launcher/temporal/temporal.ts';
import { askPostgres } from './ask-postgres.ts';
import { removeCluster } from '../postgres/forget-cluster.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The migrated database that every test database is copied from. */
    templateUrl: string;
    temporalAddress: string;
  }
}

/** By a workflow whose test asks for it, so that it need not wait for the night to end. */
const TIME_MAY_BE_SKIPPED = 'frontend.WorkflowTimeSkippingEnabled=true';

/** For schedules and batches of each namespace, which nobody asks for. */
const NO_WORKERS_OF_ITS_OWN = 'worker.perNamespaceWorkerCount=0';

/** Every second in the place of 30: what is to be forgotten soon after its end has to be among it. */
const TASKS_WRITTEN_DOWN = 'history.transferProcessorUpdateAckInterval="1s"';
/** Of a queue, of which each product has its own: looking through four costs a twentieth of everything. */
const ONE_PARTITION = ['matching.numTaskqueueReadPartitions=1', 'matching.numTaskqueueWritePartitions=1'];
/** Of `Forgetting`, for that server. */
export const FORGOTTEN_SOON = { endedForMs: 2_000 };

/** One Postgres and one Temporal for all tests of a project, in a folder of their own. */
export default async function startStack(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-test-'));
  // Root's Postgres runs as another user: one that may enter keeps everything in this folder.
  chmodSync(folder, 0o755);
  const teardown: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of teardown.reverse()) await step();
  };
  try {
    await Promise.all([database({ folder, project, teardown }), temporal({ folder, project, teardown })]);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

interface Part {
  folder: string;
  project: TestProject;
  teardown: (() => unknown)[];
}

async function database({ folder, project, teardown }: Part): Promise<void> {
  const dataDir = join(folder, 'postgres');
  const server = await startPostgres({ dataDir, password: 'test', durable: false, maxConnections: 300 });
  teardown.push(() => removeCluster(server.folder), server.stop);
  const url = server.url.replace(/throughline$/, 'template');
  await askPostgres(server.url, 'create database template');
  await migrate(url);
  project.provide('templateUrl', url);
}

async function temporal({ folder, project, teardown }: Part): Promise<void> {
  const cli = await findTemporalCli({ cacheDir: userCacheFolder() });
  const server = await startTemporal({
    cli,
    port: await freePort(),
    logFile: join(folder, 'temporal.log'),
    settings: [TIME_MAY_BE_SKIPPED, TASKS_WRITTEN_DOWN, NO_WORKERS_OF_ITS_OWN, ...ONE_PARTITION],
  });
  teardown.push(server.stop);
  project.provide('temporalAddress', server.address);
}
