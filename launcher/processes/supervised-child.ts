import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { restartPauses } from './restart-pause.ts';
import { launchChild, logFile, type ChildInput } from './launch-child.ts';
import { tailOf } from '../system/log-file.ts';
import { removePidFile, writePidFile } from '../system/pid-file.ts';

export interface SupervisedChild {
  stop(): Promise<void>;
  /** Ends it without asking. */
  kill(): void;
  /** Asks it to end, and starts what is built now. */
  restart(): void;
}

const READY_DEADLINE_MS = 90_000;
/** Above the deadline that the child gives itself. */
const STOP_DEADLINE_MS = 38_000;

/** Starts one of our processes and keeps it running. Rejects when its first start fails. */
export async function superviseChild(input: ChildInput): Promise<SupervisedChild> {
  const child = new Supervised(input);
  try {
    await child.start();
  } catch (error) {
    await child.stop();
    throw error;
  }
  void child.keepRunning();
  return child;
}

class Supervised implements SupervisedChild {
  #process: ChildProcess | null = null;
  #exited: Promise<string> = Promise.resolve('');
  #readyAt: number | null = null;
  readonly #stopping = new AbortController();
  #isRestart = false;
  readonly #input: ChildInput;

  constructor(input: ChildInput) {
    this.#input = input;
  }

  async start(): Promise<void> {
    const { name, dataDir } = this.#input;
    this.#readyAt = null;
    const child = launchChild(this.#input);
    this.#process = child;
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    });
    const ready = this.#whenReady(child);
    if (child.pid) await writePidFile({ folder: join(dataDir, 'run'), name, pid: child.pid });
    await ready;
    this.#readyAt = Date.now();
  }

  async keepRunning(): Promise<void> {
    const { name, show, dataDir } = this.#input;
    const pauses = restartPauses();
    for (;;) {
      const how = await this.#exited;
      if (this.#stopping.signal.aborted) return;
      if (!this.#isRestart) {
        const pause = pauses.next(this.#readyAt === null ? null : Date.now() - this.#readyAt);
        const when = pause > 0 ? `in ${pause / 1000} s` : 'at once';
        show(
          `The ${name} stopped unexpectedly (${how}); starting it again ${when}. See ${logFile(dataDir, name)}`,
        );
        await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
        if (this.#stopping.signal.aborted) return;
      }
      this.#isRestart = false;
      await this.start().then(
        () => show(`The ${name} runs again.`),
        () => this.kill(),
      );
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#input.port?.release();
    const child = this.#process;
    child?.kill('SIGTERM');
    const inTime = await Promise.race([
      this.#exited.then(() => true),
      sleep(STOP_DEADLINE_MS, false, { ref: false }),
    ]);
    if (!inTime) child?.kill('SIGKILL');
    await this.#exited;
    removePidFile(join(this.#input.dataDir, 'run'), this.#input.name);
  }

  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  restart(): void {
    this.#isRestart = true;
    this.#process?.kill('SIGTERM');
  }

  async #whenReady(child: ChildProcess): Promise<void> {
    const { name, isReady = async () => true, dataDir } = this.#input;
    let saidSo = false;
    child.on('message', (message) => {
      if (message === 'ready') saidSo = true;
    });
    const failed = this.#exited.then((how) => {
      throw new Error(`The ${name} stopped while starting (${how}):\n${tailOf(logFile(dataDir, name), 12)}`);
    });
    failed.catch(() => {});
    const deadline = Date.now() + READY_DEADLINE_MS;
    while (!saidSo || !(await Promise.race([isReady(), failed]))) {
      if (Date.now() > deadline)
        throw new Error(`The ${name} did not become ready. See ${logFile(dataDir, name)}`);
      await Promise.race([sleep(50), failed]);
    }
  }
}
