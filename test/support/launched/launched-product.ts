import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl } from '../../../launcher/postgres/postgres-server.ts';
import { readPostgresPort } from '../../../launcher/postgres/postgres-port.ts';
import { placeFor, recordedPid, start, stopRun } from '../../launcher/stand-in-project.ts';
import { freePort } from '../stack/free-port.ts';

export interface LaunchedProduct extends AsyncDisposable {
  url: string;
  widgetKey: string;
  databaseUrl: string;
  temporalAddress: string;
  /** Of the launcher, or of what it runs by this name. */
  pid(name: 'launcher' | 'api' | 'worker' | 'temporal' | 'postgres'): number;
}

/** Everything that `npm start` runs, on ports and in a data folder of its own. */
export async function launchProduct(): Promise<LaunchedProduct> {
  const place = await placeFor(mkdtempSync(join(tmpdir(), 'throughline-launched-')));
  const project = { folder: process.cwd(), ...place };
  const run = start(project, { WORKER_PORT: String(await freePort()) });
  const stop = () => stopRun(project, run);
  try {
    await run.says('Throughline is running');
    const url = `http://127.0.0.1:${place.ports.PORT}`;
    const demo = await (await fetch(`${url}/demo`)).text();
    const { POSTGRES_PASSWORD: password } = JSON.parse(
      readFileSync(join(place.dataDir, 'secrets.json'), 'utf8'),
    ) as { POSTGRES_PASSWORD: string };
    return {
      url,
      widgetKey: /data-key="([^"]+)"/.exec(demo)?.[1] ?? '',
      databaseUrl: databaseUrl({ port: readPostgresPort(place.dataDir), password }),
      temporalAddress: `127.0.0.1:${place.ports.TEMPORAL_PORT}`,
      pid: (name) => recordedPid(project, name),
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
