import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identify } from '../../launcher/system/process-identity.ts';
import { eventually } from '../support/eventually.ts';
import {
  placeFor,
  recordedPid,
  start,
  stopRun,
  type Run,
  type StandInProject,
} from '../launcher/stand-in-project.ts';

const PARTS = ['api', 'worker', 'mailbox', 'temporal', 'postgres'];

let project: StandInProject;
let run: Run;

beforeEach(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-start-'));
  project = { folder: process.cwd(), ...(await placeFor(dataDir)) };
});
afterEach(() => stopRun(project, run));

const get = (path: string) => fetch(`http://127.0.0.1:${project.ports.PORT}${path}`);

test('one command makes the whole product ready, and again after kill -9', async () => {
  run = start(project, {}, 'npm');
  await run.says('Throughline is running');
  const first = PARTS.map((name) => recordedPid(project, name));
  for (const path of ['/', '/demo', '/widget.js', '/health'])
    expect((await get(path)).status, path).toBe(200);
  await eventually('readiness', async () => (await get('/ready')).ok);
  const password = /Password +(\S+)/.exec(run.output())?.[1];

  for (const pid of [run.process.pid!, recordedPid(project, 'launcher'), ...first])
    process.kill(pid, 'SIGKILL');
  run = start(project, {}, 'npm');
  await run.says('Throughline is running');
  // A look at Temporal or Postgres that takes long on a busy machine is a moment of not being ready.
  await eventually('readiness', async () => (await get('/ready')).ok);
  expect(run.output()).toContain(`Password    ${password}`);
  for (const pid of first) expect(await identify(pid)).toBeNull();
});
