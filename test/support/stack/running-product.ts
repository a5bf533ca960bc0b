import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { askPostgres } from './ask-postgres.ts';
import { eventually } from '../eventually.ts';
import { forgetCluster } from '../postgres/forget-cluster.ts';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Cold, on two busy cores, with a build. */
const READY_WITHIN_MS = 150_000;

export const AGENT = { email: 'ana@example.com', password: 'a long password' };

/** What a newcomer has after `npm start`: the real processes, with ports and a data folder of their own. */
export interface RunningProduct extends AsyncDisposable {
  url: string;
  mailboxUrl: string;
  temporalUiUrl: string;
  temporalAddress: string;
  dataDir: string;
  output(): string;
  /** As `kill -9` of the launcher and everything it started. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** As Ctrl-C. */
  stop(): Promise<number | null>;
}

export async function runProduct(extra: Record<string, string> = {}): Promise<RunningProduct> {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-e2e-'));
  const ports = {
    api: await freePort(),
    mailbox: await freePort(),
    temporal: await freePort(),
    ui: await freePort(),
  };
  const env = {
    ...process.env,
    PORT: String(ports.api),
    MAILBOX_PORT: String(ports.mailbox),
    TEMPORAL_PORT: String(ports.temporal),
    TEMPORAL_UI_PORT: String(ports.ui),
    DATA_DIR: dataDir,
    ADMIN_EMAIL: AGENT.email,
    ADMIN_PASSWORD: AGENT.password,
    ...extra,
  };
  const url = `http://127.0.0.1:${ports.api}`;
  let child: ChildProcess | null = null;
  let output = '';

  const start = async () => {
    const started = spawn(process.execPath, ['launcher/start.mjs'], { cwd: root, env, detached: true });
    child = started;
    const before = output.length;
    started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const said = () => output.slice(before);
    await eventually('the product to be ready', () => isReady(url, started, said), READY_WITHIN_MS);
  };
  const stop = async () => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return running?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    running.kill('SIGINT');
    return ended;
  };

  const product: RunningProduct = {
    url,
    mailboxUrl: `http://127.0.0.1:${ports.mailbox}`,
    temporalUiUrl: `http://127.0.0.1:${ports.ui}`,
    temporalAddress: `127.0.0.1:${ports.temporal}`,
    dataDir,
    output: () => output,
    start,
    stop,
    kill: async () => {
      const running = child;
      child = null;
      if (!running?.pid) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      process.kill(-running.pid, 'SIGKILL');
      await ended;
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      forgetCluster(join(dataDir, 'postgres'));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await start();
    await mailAtOnce(product);
  } catch (error) {
    await product[Symbol.asyncDispose]();
    throw error;
  }
  return product;
}

/** Tests of mail need not wait a minute for what nobody reads in the chat. */
async function mailAtOnce(product: RunningProduct): Promise<void> {
  await askPostgres(databaseUrlOf(product), "update projects set mail_policy = 'always'");
}

async function isReady(url: string, child: ChildProcess, said: () => string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`npm start ended:\n${said()}`);
  // Whoever is asked while it starts starts later.
  if (!said().includes('Throughline is running')) return false;
  return (await fetch(`${url}/ready`).catch(() => null))?.ok === true;
}

/** The script tag on the demo page names it. */
export async function widgetKeyOf({ url }: Pick<RunningProduct, 'url'>): Promise<string> {
  const page = await (await fetch(`${url}/demo`)).text();
  const key = /data-key="([^"]+)"/.exec(page)?.[1];
  if (!key) throw new Error('The demo page carries no widget.');
  return key;
}

/** The embedded database keeps its port and its password in the data folder. */
export function databaseUrlOf({ dataDir }: Pick<RunningProduct, 'dataDir'>): string {
  const port = readFileSync(join(dataDir, 'postgres-port'), 'utf8').trim();
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    POSTGRES_PASSWORD: string;
  };
  return `postgres://throughline:${secrets.POSTGRES_PASSWORD}@127.0.0.1:${port}/throughline`;
}

/** The password that the mail provider's webhooks carry. */
export function webhookSecretOf({ dataDir }: Pick<RunningProduct, 'dataDir'>): string {
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    WEBHOOK_SECRET: string;
  };
  return secrets.WEBHOOK_SECRET.split(',', 1)[0] ?? '';
}

/** How many mails the provider took for somebody. */
export async function mailsTo(product: RunningProduct, email: string): Promise<number> {
  const { POSTMARK_SERVER_TOKEN: token } = JSON.parse(
    readFileSync(join(product.dataDir, 'secrets.json'), 'utf8'),
  ) as { POSTMARK_SERVER_TOKEN: string };
  const search = `${product.mailboxUrl}/messages/outbound?count=1&offset=0&recipient=${email}`;
  const found = await fetch(search, { headers: { 'x-postmark-server-token': token } });
  return ((await found.json()) as { TotalCount: number }).TotalCount;
}
