import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl } from '../../../launcher/postgres/postgres-server.ts';
import { readPostgresPort } from '../../../launcher/postgres/postgres-port.ts';
import { placeFor, recordedPid, start, stopRun } from '../../launcher/stand-in-project.ts';
import { eventually } from '../eventually.ts';
import { askPostgres } from '../stack/ask-postgres.ts';
import { freePort } from '../stack/free-port.ts';
import { AGENT, type RunningProduct } from '../stack/running-product.ts';
import type { SharedServers } from './shared-servers.ts';

export interface LaunchedProduct extends RunningProduct {
  dataDir: string;
  /** What it was started with, for a command beside it. */
  environment: NodeJS.ProcessEnv;
  /** Of the launcher, or of what it runs by this name. */
  pid(name: 'launcher' | 'api' | 'worker' | 'temporal' | 'postgres'): number;
}

interface LaunchOptions {
  /** More of its environment. */
  env?: Record<string, string>;
  /** Servers that run already; without them it starts its own, as a newcomer's does. */
  servers?: SharedServers;
}

/** Everything that `npm start` runs, on ports and in a data folder of its own. */
export async function launchProduct({ env = {}, servers }: LaunchOptions = {}): Promise<LaunchedProduct> {
  const place = await placeFor(mkdtempSync(join(tmpdir(), 'throughline-launched-')));
  const project = { folder: process.cwd(), ...place };
  const environment = {
    ...{ WORKER_PORT: String(await freePort()), ADMIN_EMAIL: AGENT.email, ADMIN_PASSWORD: AGENT.password },
    ...servers?.environment,
    ...env,
  };
  const run = start(project, environment);
  const stop = async () => {
    await stopRun(project, run);
    await servers?.[Symbol.asyncDispose]();
  };
  try {
    await run.says('Throughline is running');
    const url = `http://127.0.0.1:${place.ports.PORT}`;
    const secrets = JSON.parse(readFileSync(join(place.dataDir, 'secrets.json'), 'utf8')) as Record<
      'POSTGRES_PASSWORD' | 'POSTMARK_SERVER_TOKEN' | 'WEBHOOK_SECRET',
      string
    >;
    const ownDatabase = () =>
      databaseUrl({ port: readPostgresPort(place.dataDir), password: secrets.POSTGRES_PASSWORD });
    const product = {
      ...{ url, dataDir: place.dataDir },
      environment: { ...process.env, ...place.env, ...environment },
      mailboxUrl: `http://127.0.0.1:${place.ports.MAILBOX_PORT}`,
      mailboxToken: secrets.POSTMARK_SERVER_TOKEN,
      webhookSecret: secrets.WEBHOOK_SECRET,
      widgetKey: await widgetKeyOf(url),
      databaseUrl: servers?.environment.DATABASE_URL ?? ownDatabase(),
      temporal: servers?.temporal ?? {
        address: `127.0.0.1:${place.ports.TEMPORAL_PORT}`,
        namespace: 'default',
      },
      pid: (name: Parameters<LaunchedProduct['pid']>[0]) => recordedPid(project, name),
      [Symbol.asyncDispose]: stop,
    };
    await eventually('it to be ready', async () => (await fetch(`${url}/ready`)).ok);
    await mailAtOnce(product);
    return product;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The script tag on the demo page names it. */
async function widgetKeyOf(url: string): Promise<string> {
  const demo = await (await fetch(`${url}/demo`)).text();
  return /data-key="([^"]+)"/.exec(demo)?.[1] ?? '';
}

/** Tests of mail need not wait a minute for what nobody reads in the chat. */
async function mailAtOnce({ databaseUrl: url }: Pick<RunningProduct, 'databaseUrl'>): Promise<void> {
  await askPostgres(url, "update projects set mail_policy = 'always'");
}
