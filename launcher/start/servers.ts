import { join } from 'node:path';
import process from 'node:process';
import { userCacheFolder } from '../node/cache-folder.mjs';
import { keepServer, type KeptServer } from '../processes/kept-server.ts';
import { runNode } from '../processes/subprocess.ts';
import { rotate } from '../system/log-file.ts';
import { startPostgres, type RunningPostgres } from '../postgres/postgres.ts';
import { choosePostgresPort } from '../postgres/postgres-port.ts';
import type { Settings } from './settings.ts';
import { cachedProgram, installedTemporalCli } from '../temporal/temporal-cli.ts';
import { startTemporal, type RunningTemporal } from '../temporal/temporal.ts';

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
  { show, progress, signal }: { show: Show; progress: Show; signal: AbortSignal },
): Promise<KeptServer<RunningTemporal>> {
  const { dataDir, ports, given } = settings;
  const options = {
    cli: await temporalCli(userCacheFolder(join(dataDir, 'cache')), { progress, signal }),
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

async function temporalCli(
  cacheDir: string,
  { progress, signal }: { progress: Show; signal: AbortSignal },
): Promise<string> {
  const installed = await installedTemporalCli(cacheDir);
  if (installed) return installed;
  const args = ['dist/launcher/temporal/fetch-temporal.js', cacheDir];
  await runNode({ args, env: process.env, signal, onLine: progress });
  return cachedProgram(cacheDir);
}

function logOf(dataDir: string, name: string): string {
  const file = join(dataDir, 'logs', `${name}.log`);
  rotate(file);
  return file;
}
