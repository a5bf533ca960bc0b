import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userCacheFolder } from '../../../launcher/node/cache-folder.mjs';
import { startPostgres } from '../../../launcher/postgres/postgres.ts';
import { findTemporalCli, startTemporal } from '../../../launcher/temporal/temporal.ts';
import { removeCluster } from '../postgres/forget-cluster.ts';
import { freePort } from '../stack/free-port.ts';

/** With its owner: root's Postgres runs as another user. */
const copy = (from: string, to: string) => void execFileSync('cp', ['-a', from, to]);

export type Age = 'old' | 'new' | 'lost';

/** Postgres and Temporal on files of their own, which can be kept and brought back one by one. */
export async function createStores() {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-stores-'));
  chmodSync(folder, 0o711);
  const ports = { postgres: await freePort(), temporal: await freePort() };
  const cli = await findTemporalCli({ cacheDir: userCacheFolder() });
  const dbFile = join(folder, 'temporal.db');
  const kept = (age: Age, store: string) => join(folder, `${age}-${store}`);
  let cluster = '';
  let stopServers = async () => {};

  const start = async () => {
    const postgres = await startPostgres({
      dataDir: join(folder, 'postgres'),
      password: 'drill',
      port: ports.postgres,
    });
    const temporal = await startTemporal({
      cli,
      port: ports.temporal,
      dbFile,
      logFile: join(folder, 'temporal.log'),
    });
    cluster = postgres.folder;
    stopServers = async () => {
      await temporal.stop();
      await postgres.stop();
    };
    return { databaseUrl: postgres.url, temporalAddress: temporal.address };
  };
  const copyTemporal = (from: string, to: string) => {
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(to + suffix, { force: true });
      if (existsSync(from + suffix)) copy(from + suffix, to + suffix);
    }
  };
  return {
    start,
    stop: () => stopServers(),
    /** Both stores as they are now, while nothing runs. */
    keep: (age: Age) => {
      copy(cluster, kept(age, 'cluster'));
      copyTemporal(dbFile, kept(age, 'temporal'));
    },
    restore: (postgres: 'old' | 'new', temporal: Age) => {
      rmSync(cluster, { recursive: true, force: true });
      copy(kept(postgres, 'cluster'), cluster);
      copyTemporal(kept(temporal, 'temporal'), dbFile);
    },
    [Symbol.asyncDispose]: async () => {
      await stopServers();
      removeCluster(cluster);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
