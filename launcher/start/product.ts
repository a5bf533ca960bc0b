import { join } from 'node:path';
import process from 'node:process';
import { staleParts } from '../build/build-parts.mjs';
import { showAs, startChild, untilServing } from './children.ts';
import { stopLeftBehind } from '../system/pid-file.ts';
import { freePort, isPortFree, requireFreePort } from '../system/ports.ts';
import { keepPostgres, keepTemporal } from './servers.ts';
import { childEnvironment, type Settings } from './settings.ts';
import { runNode } from '../processes/subprocess.ts';
import { summary } from './summary.ts';
import { paint, say, step } from '../terminal/terminal.ts';

interface Part {
  stop(): Promise<void>;
  kill(): void;
  restart?(): void;
}

/** Who uses others stops before them. */
const STOP_ORDER = ['api', 'worker', 'mailbox', 'temporal', 'postgres'] as const;
type PartName = (typeof STOP_ORDER)[number];

/** Everything `npm start` runs. */
export class Product {
  readonly #settings: Settings;
  readonly #parts = new Map<PartName, Part>();
  /** Ends what runs to its own end: the build, the migrations. */
  readonly #halt = new AbortController();
  #starting: Promise<unknown> = Promise.resolve();
  isStopping = false;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async start(): Promise<void> {
    say(paint('bold', '\nThroughline\n'));
    await stopLeftBehind(join(this.#settings.dataDir, 'run'), ['api', 'worker', 'mailbox', 'temporal']);
    await this.#requireFreePorts();
    const built = this.#build();
    const [, databaseUrl] = await this.#together([built, this.#postgres(built), this.#temporal()]);
    const env = { ...childEnvironment(this.#settings, databaseUrl), WORKER_PORT: await this.#workerPort() };
    await this.#together([this.#child('worker', env), this.#child('api', env), this.#mailbox(env)]);
    await this.#together([untilServing(this.#settings, this.#halt.signal)]);
    say(`\n${summary(this.#settings, env)}\n`);
  }

  /** Builds these parts anew and starts again what runs them. @throws when they cannot be built. */
  async renew(names: string[]): Promise<void> {
    await this.#runBuild(names);
    for (const part of this.#parts.values()) part.restart?.();
  }

  /** In order, each part after those that use it. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.#halt.abort();
    await this.#starting;
    for (const name of STOP_ORDER) await this.#parts.get(name)?.stop();
  }

  kill(): void {
    this.isStopping = true;
    this.#halt.abort();
    for (const part of this.#parts.values()) part.kill();
  }

  /** Waits for all, also when one fails: what is half started could not be stopped. */
  async #together<T extends readonly Promise<unknown>[]>(work: [...T]) {
    const all = Promise.all(work);
    all.catch(() => this.#halt.abort());
    this.#starting = Promise.allSettled(work);
    await this.#starting;
    const results = await all;
    if (this.isStopping) throw new Error('Stopped while starting.');
    return results;
  }

  async #requireFreePorts(): Promise<void> {
    const { ports, starts } = this.#settings;
    await requireFreePort({ port: ports.api, variable: 'PORT' });
    if (ports.worker) await requireFreePort({ port: ports.worker, variable: 'WORKER_PORT' });
    if (starts.postgres && ports.postgres)
      await requireFreePort({ port: ports.postgres, variable: 'POSTGRES_PORT' });
    if (starts.mailbox) await requireFreePort({ port: ports.mailbox, variable: 'MAILBOX_PORT' });
    if (starts.temporal) {
      await requireFreePort({ port: ports.temporal, variable: 'TEMPORAL_PORT' });
      await requireFreePort({ port: ports.temporalUi, variable: 'TEMPORAL_UI_PORT' });
    }
  }

  /** Only probes ask there: where nobody chose, a port that is taken is no reason to stop. */
  async #workerPort(): Promise<string> {
    const USUAL = 3001;
    return String(this.#settings.ports.worker ?? ((await isPortFree(USUAL)) ? USUAL : await freePort()));
  }

  async #build(): Promise<void> {
    const stale = staleParts();
    if (stale.length === 0) return;
    const names = stale.map((part) => part.name).join(', ');
    await step(
      'Build',
      (onLine) => this.#runBuild([], onLine),
      () => names,
    );
  }

  #runBuild(names: string[], onLine: (line: string) => void = () => {}): Promise<void> {
    const args = ['--import', 'tsx', 'launcher/build.ts', ...names];
    return runNode({ args, env: process.env, signal: this.#halt.signal, onLine });
  }

  /** Gives the migrated database's address. */
  async #postgres(built: Promise<void>): Promise<string> {
    const { starts, given } = this.#settings;
    let url = given['DATABASE_URL'] ?? '';
    if (starts.postgres) {
      const start = () => keepPostgres(this.#settings, showAs('postgres'));
      const server = await step('Postgres', start, ({ first }) => `127.0.0.1:${first.port}`);
      this.#parts.set('postgres', server);
      url = server.first.url;
    }
    await built;
    const env = childEnvironment(this.#settings, url);
    const { signal } = this.#halt;
    const args = ['--enable-source-maps', 'dist/db/main.js'];
    await step('Migrations', () => runNode({ args, env, signal, onLine: () => {} }));
    return url;
  }

  async #temporal(): Promise<void> {
    if (!this.#settings.starts.temporal) return;
    const start = (progress: (text: string) => void) =>
      keepTemporal(this.#settings, { show: showAs('temporal'), progress, signal: this.#halt.signal });
    this.#parts.set('temporal', await step('Temporal', start, ({ first }) => first.address));
  }

  async #mailbox(env: Record<string, string>): Promise<void> {
    if (this.#settings.starts.mailbox) await this.#child('mailbox', env);
  }

  async #child(name: 'api' | 'worker' | 'mailbox', env: Record<string, string>): Promise<void> {
    const label = { api: 'API', worker: 'Worker', mailbox: 'Mailbox' }[name];
    this.#parts.set(name, await step(label, () => startChild(name, this.#settings, env)));
  }
}
