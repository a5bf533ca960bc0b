import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pidFileNames } from '../../launcher/system/pid-file.ts';
import { freePort, isPortFree } from '../../launcher/system/ports.ts';
import { commandOf, identify } from '../../launcher/system/process-identity.ts';
import {
  discard,
  recordedPid,
  standInProject,
  start,
  type Run,
  type StandInProject,
} from './stand-in-project.ts';

const READY = 'Throughline is running';
const PARTS = ['api', 'worker', 'mailbox', 'temporal', 'postgres'];

let project: StandInProject;
let run: Run;

beforeEach(async () => void (project = await standInProject()));
afterEach(() => discard(project, run));

async function ready(): Promise<Record<string, number>> {
  await run.says(READY);
  return Object.fromEntries(PARTS.map((name) => [name, recordedPid(project, name)]));
}

/** Files and folders of the data folder that others may read; the cluster is guarded by Postgres. */
function readableByOthers(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const ours = files.filter((file) => !/^(postgres|cache)(\/|$)/.test(file));
  expect(ours).toContain('temporal.db');
  return ours.filter((file) => isOpen(join(folder, file)));
}

/** A journal of SQLite's comes and goes. */
function isOpen(file: string): boolean {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o077) !== 0;
}

async function expectGone(pids: Record<string, number>): Promise<void> {
  for (const [name, pid] of Object.entries(pids)) expect(await identify(pid), name).toBeNull();
}

test('one signal stops everything in order; the next start finds the same data, and one beside it says so', async () => {
  run = start(project);
  const pids = await ready();
  const password = /Password +(\S+)/.exec(run.output())?.[1];
  for (const port of Object.values(project.ports)) expect(run.output()).toContain(String(port));
  run.process.kill('SIGINT');
  // npm repeats the signal that the terminal gave already.
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(0);
  await expectGone(pids);
  expect(readFileSync(join(project.folder, '.data/logs/worker.log'), 'utf8')).toContain('worker stops');
  expect(pidFileNames(join(project.folder, '.data/run'))).toEqual([]);

  run = start(project);
  await ready();
  expect(run.output()).toContain(`Password    ${password}`);
  expect(readableByOthers(join(project.folder, '.data'))).toEqual([]);

  const beside = start(project);
  expect(await beside.ended).toBe(1);
  expect(beside.output()).toContain(
    `Throughline already runs with this data folder (process ${run.process.pid})`,
  );
});

test('killed with -9, alone or with all its processes, it starts again and has one of each', async () => {
  run = start(project);
  const first = await ready();
  run.process.kill('SIGKILL');
  await run.ended;

  run = start(project);
  const second = await ready();
  await expectGone(first);
  for (const pid of [run.process.pid!, ...Object.values(second)]) process.kill(pid, 'SIGKILL');
  await run.ended;

  run = start(project);
  const third = await ready();
  await expectGone(second);
  expect(await commandOf(third['postgres']!)).toContain('postgres');
});

test('whatever dies comes back', async () => {
  run = start(project);
  const pids = await ready();
  for (const name of PARTS) {
    process.kill(pids[name]!, 'SIGKILL');
    await run.says(new RegExp(`${name}.* runs again\\.`, 'i'));
    expect(recordedPid(project, name)).not.toBe(pids[name]);
  }
});

test('killing the npm that started it, and starting again at once, leaves one of each', async () => {
  run = start(project, {}, 'npm');
  const first = await ready();
  const launcher = recordedPid(project, 'launcher');
  run.process.kill('SIGKILL');

  run = start(project, {}, 'npm');
  await ready();
  await expectGone({ ...first, launcher });
});

test.for([
  'PORT',
  'MAILBOX_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'POSTGRES_PORT',
  'WORKER_PORT',
] as const)('a taken %s is one sentence, and nothing is left running', async (variable) => {
  const port = project.ports[variable as keyof typeof project.ports] ?? (await freePort());
  const stranger = createServer().listen(port, '127.0.0.1');
  await once(stranger, 'listening');
  run = start(project, { [variable]: String(port) });
  expect(await run.ended).toBe(1);
  stranger.close();
  expect(run.output()).toContain(`Port ${port} is in use by`);
  expect(run.output()).toContain(`${variable}=`);
  expect(run.output()).not.toContain('    at ');
  expect(pidFileNames(join(project.folder, '.data/run')).filter((name) => name !== 'launcher')).toEqual([]);
});

test('a part that cannot start is told with its reason, and the others are stopped', async () => {
  writeFileSync(join(project.folder, 'activities/main.ts'), `throw new Error('the worker is broken');`);
  run = start(project);
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('The worker stopped while starting');
  expect(run.output()).toContain('the worker is broken');
  for (const port of Object.values(project.ports)) expect(await isPortFree(port)).toBe(true);
});

test('a stop in the middle of the start leaves nothing running', async () => {
  run = start(project);
  await run.says('Postgres');
  run.process.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  for (const port of Object.values(project.ports)) expect(await isPortFree(port)).toBe(true);
});

test('what the environment names is not started; a child leaves when its launcher is gone', async () => {
  run = start(project, {
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    POSTMARK_API_URL: 'https://mail.example',
    POSTMARK_SERVER_TOKEN: 'x',
  });
  await run.says(READY);
  expect(pidFileNames(join(project.folder, '.data/run')).sort()).toEqual([
    'api',
    'launcher',
    'postgres',
    'worker',
  ]);
  expect(run.output()).not.toContain('Mailbox');

  const worker = recordedPid(project, 'worker');
  run.process.kill('SIGKILL');
  await vi.waitFor(async () => expect(await identify(worker)).toBeNull(), { timeout: 5_000 });
  expect(existsSync(join(project.folder, '.data/run/worker.json'))).toBe(true);
});

test.runIf(process.getuid?.() === 0)('a project that only root can enter runs', async () => {
  const closed = join('/root', `throughline-closed-${process.pid}`);
  mkdirSync(closed, { mode: 0o700 });
  const elsewhere = project;
  project = await standInProject(closed);
  rmSync(elsewhere.folder, { recursive: true });
  run = start(project);
  await ready();
  await discard(project, run);
  rmSync(closed, { recursive: true });
});
