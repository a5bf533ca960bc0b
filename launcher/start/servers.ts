import { join } from 'node:path';
import { userCacheFolder } from '../node/cache-folder.mjs';
import { keepServer, type KeptServer } from '../processes/kept-server.ts';
import { rotate } from '../system/log-file.ts';
import { startPostgres, type RunningPostgres } from '../postgres/postgres.ts';
import { choosePostgresPort } from '../postgres/postgres-port.ts';
import type { Settings } from './settings.ts';
import { findTemporalCli, startTemporal, type RunningTemporal } from '../temporal/temporal.ts';

type Show = (line: string) => void;

export async function keepPostgres(settings: Settings, show: Show): Promise<KeptServer<RunningPostgres>> {
  const { dataDir, secrets } = settings;
  const logFile = logOf(dataDir, 'postgres');
  const port = await choosePostgresPort(dataDir, settings.ports.postgres);
  const options = { dataDir: join(dataDir, 'postgres'), password: secrets.POSTGRES_PASSWORD, port, logFile };
  // SIGQUIT: Postgres recovers from its log, and no backend is left alone as after SIGKILL.
  return keepServer({
    name: 'postgres',
    dataDir,
    show,
    killSignal: 'SIGQUIT',
    start: () => startPostgres(options),
  });
}

export async function keepTemporal(
  settings: Settings,
  { show, progress }: { show: Show; progress: Show },
): Promise<KeptServer<RunningTemporal>> {
  const { dataDir, ports, given } = settings;
  const options = {
    cli: await findTemporalCli({ cacheDir: userCacheFolder(join(dataDir, 'cache')), onProgress: progress }),
    port: ports.temporal,
    uiPort: ports.temporalUi,
    dbFile: join(dataDir, 'temporal.db'),
    logFile: logOf(dataDir, 'temporal'),
    namespace: given['TEMPORAL_NAMESPACE'] ?? 'default',
  };
  return keepServer({
    name: 'temporal',
    dataDir,
    show,
    killSignal: 'SIGKILL',
    start: () => startTemporal(options),
  });
}

function logOf(dataDir: string, name: string): string {
  const file = join(dataDir, 'logs', `${name}.log`);
  rotate(file);
  return file;
}
