import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPidFile } from '../../launcher/system/pid-file.ts';
import { stopProcess } from '../../launcher/system/process-identity.ts';
import { forgetCluster } from '../support/postgres/forget-cluster.ts';
import { freePort } from '../support/stack/free-port.ts';

const WEB_SERVER = (port: string, place = `Number(process.env.${port})`) => `
  import { createServer } from 'node:http';
  import { runProcess } from '../process-lifecycle.ts';
  const server = createServer((_, response) => response.end('here')).listen(${place}, () =>
    runProcess({ name: '${port}', stop: () => void server.close() }),
  );`;

const WORKER = `
  import { runProcess } from '../process-lifecycle.ts';
  setInterval(() => {}, 1000);
  runProcess({ name: 'worker', stop: () => console.log('worker stops') });`;

export interface StandInProject {
  folder: string;
  dataDir: string;
  env: Record<string, string>;
  ports: Record<'PORT' | 'MAILBOX_PORT' | 'TEMPORAL_PORT' | 'TEMPORAL_UI_PORT', number>;
}

/** The real launcher, Postgres, Temporal and migrations, with processes so small that their death can be staged. */
export async function standInProject(parent = tmpdir()): Promise<StandInProject> {
  const folder = mkdtempSync(join(parent, 'throughline-launcher-'));
  for (const part of [
    'launcher',
    'db',
    'domain',
    'memory-at-rest.ts',
    'process-lifecycle.ts',
    'project-file.ts',
    'package.json',
    'package-lock.json',
  ]) {
    // Their times tell the installer that the packages are newer than the lockfile.
    cpSync(part, join(folder, part), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const mains = {
    api: WEB_SERVER('PORT', '{ fd: Number(process.env.LISTEN_FD) }'),
    mailbox: WEB_SERVER('MAILBOX_PORT'),
    activities: WORKER,
  };
  for (const [part, source] of Object.entries(mains)) {
    mkdirSync(join(folder, part));
    writeFileSync(join(folder, part, 'main.ts'), source);
  }
  return { folder, ...(await placeFor(join(folder, '.data'))) };
}

/** Ports and a data folder of its own, for a launcher beside others. */
export async function placeFor(dataDir: string): Promise<Omit<StandInProject, 'folder'>> {
  const port = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const ports = { PORT: port[0], MAILBOX_PORT: port[1], TEMPORAL_PORT: port[2], TEMPORAL_UI_PORT: port[3] };
  const env: Record<string, string> = { DATA_DIR: dataDir };
  for (const [name, value] of Object.entries(ports)) env[name] = String(value);
  return { dataDir, ports, env };
}

export interface Run {
  process: ChildProcess;
  output(): string;
  /** Resolves when the output holds this text; rejects when the launcher ends before. */
  says(text: string | RegExp): Promise<void>;
  ended: Promise<number | null>;
}

export function start(
  project: StandInProject,
  env: Record<string, string> = {},
  by: 'node' | 'npm' = 'node',
): Run {
  const [program, args] = by === 'npm' ? ['npm', ['start']] : [process.execPath, ['launcher/start.mjs']];
  // These tests may themselves run under npm, whose marks would be taken for the launcher's own.
  const {
    npm_lifecycle_event: _event,
    npm_execpath: _path,
    NODE_ENV: _env,
    VITEST: _vitest,
    ...ours
  } = process.env;
  const child = spawn(program, args, {
    cwd: project.folder,
    env: { ...ours, ...project.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  let isOver = false;
  const ended = new Promise<number | null>((done) => child.once('close', done)).finally(
    () => (isOver = true),
  );
  const says = async (text: string | RegExp) => {
    while (!(typeof text === 'string' ? output.includes(text) : text.test(output))) {
      if (isOver) throw new Error(`The launcher ended without saying “${text}”:\n${output}`);
      await sleep(50);
    }
  };
  return { process: child, output: () => output, says, ended };
}

/** By the name of the part, as the launcher recorded them. */
export function recordedPid(project: StandInProject, name: string): number {
  const file = join(project.dataDir, 'run', `${name}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid;
}

/** Whatever a failed test left. */
export async function discard(project: StandInProject, run: Run): Promise<void> {
  await stopRun(project, run);
  rmSync(project.folder, { recursive: true, force: true });
}

export async function stopRun(project: StandInProject, run: Run): Promise<void> {
  const launcher = await readPidFile(join(project.dataDir, 'run'), 'launcher');
  const patience = { signal: 'SIGTERM', patienceMs: 20_000 } as const;
  if (launcher) await stopProcess(launcher, [patience, { signal: 'SIGKILL', patienceMs: 2_000 }]);
  await run.ended;
  forgetCluster(join(project.dataDir, 'postgres'));
  rmSync(project.dataDir, { recursive: true, force: true });
}
