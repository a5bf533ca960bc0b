import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { NODE_FLAGS } from '../../../launcher/processes/node-flags.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../stack/free-port.ts';

/** A cold start of a process on a busy machine. */
const READY_WITHIN_MS = 90_000;

export interface Process {
  name: string;
  port: number;
  /** Of the process that runs now. */
  pid(): number;
  /** As a deploy does it: SIGTERM, the end, and a new one on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whoever started them may end in the middle. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Two apis and two workers as production runs them, on one database and one Temporal. */
export async function startTwoOfEach(
  env: Record<string, string>,
): Promise<{ apis: Process[]; workers: Process[] }> {
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  // The first worker makes the search attributes; its polling makes the apis ready.
  const workers = [await startProcess('worker', ports[2], env), await startProcess('worker', ports[3], env)];
  const apis = [await startProcess('api', ports[0], env), await startProcess('api', ports[1], env)];
  return { apis, workers };
}

/** One of them, ready, as `npm run build` made it. */
export async function startProcess(
  name: 'api' | 'worker',
  port: number,
  env: Record<string, string>,
): Promise<Process> {
  const file = name === 'api' ? 'dist/api/main.js' : 'dist/activities/main.js';
  const own = { ...env, [name === 'api' ? 'PORT' : 'WORKER_PORT']: String(port) };
  let child: ChildProcess;
  const start = async () => {
    child = spawn(process.execPath, [...NODE_FLAGS, file], {
      env: { PATH: process.env['PATH'], ...own },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.ok;
    running.add(child);
    child.once('exit', () => running.delete(child));
    await eventually(`the ${name} on ${port}`, isReady, READY_WITHIN_MS);
  };
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    name,
    port,
    pid: () => child.pid ?? 0,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
  };
}
