import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** A cold start of a process on a busy machine. */
const READY_WITHIN_MS = 90_000;

export interface Process {
  name: string;
  port: number;
  /** As a deploy does it: SIGTERM, the end, and a new one on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Two apis and two workers as production runs them, on one database and one Temporal. */
export async function startTwoOfEach(
  env: Record<string, string>,
): Promise<{ apis: Process[]; workers: Process[] }> {
  const ports = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const process = async (name: 'api' | 'worker', port: number) => {
    const file = name === 'api' ? 'api/main.ts' : 'activities/main.ts';
    const own = { ...env, [name === 'api' ? 'PORT' : 'WORKER_PORT']: String(port) };
    return startProcess({ name, file, port, env: own });
  };
  // The first worker makes the search attributes; its polling makes the apis ready.
  const workers = [await process('worker', ports[2]!), await process('worker', ports[3]!)];
  const apis = [await process('api', ports[0]!), await process('api', ports[1]!)];
  return { apis, workers };
}

async function startProcess(input: {
  name: string;
  file: string;
  port: number;
  env: Record<string, string>;
}): Promise<Process> {
  const { name, port } = input;
  let child: ChildProcess;
  const start = async () => {
    child = spawn(process.execPath, ['--import', 'tsx', input.file], {
      env: { PATH: process.env['PATH'], ...input.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.ok;
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
    stop,
    restart: async () => {
      await stop();
      await start();
    },
  };
}
