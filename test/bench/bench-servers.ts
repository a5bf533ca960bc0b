import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { startPostgres } from '../../launcher/postgres/postgres.ts';
import { findTemporalCli, startTemporal } from '../../launcher/temporal/temporal.ts';
import { freePort } from '../support/stack/free-port.ts';
import type { Servers } from '../support/stack/product.ts';
import { createUndo } from '../support/undo.ts';

export interface BenchServers extends Servers {
  /** Of the two servers' own processes. */
  pids: { postgres: number; temporal: number };
  stop(): Promise<void>;
}

/** As `npm start` runs them: Temporal on a file, Postgres that keeps what it confirms. */
export async function startBenchServers(): Promise<BenchServers> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const undo = createUndo();
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  try {
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), password: 'bench' });
    undo.defer(() => rmSync(postgres.folder, { recursive: true, force: true }));
    undo.defer(postgres.stop);
    await migrate(postgres.url);
    const cli = await findTemporalCli({ cacheDir: userCacheFolder() });
    const temporal = await startTemporal({
      cli,
      port: await freePort(),
      dbFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
    });
    undo.defer(temporal.stop);
    return {
      databaseUrl: postgres.url,
      temporalAddress: temporal.address,
      pids: { postgres: postgres.pid, temporal: temporal.pid },
      stop: undo.all,
    };
  } catch (error) {
    await undo.all();
    throw error;
  }
}
