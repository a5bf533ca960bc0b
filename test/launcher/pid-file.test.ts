import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPidFile, stopLeftBehind, writePidFile } from '../../launcher/system/pid-file.ts';
import { identify } from '../../launcher/system/process-identity.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'throughline-pid-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a process that was left behind is stopped and forgotten', async () => {
  const sleeper = spawn('sleep', ['60']);
  await writePidFile({ folder, name: 'api', pid: sleeper.pid! });
  expect(await stopLeftBehind(folder, ['api', 'worker'])).toEqual(['api']);
  expect(await identify(sleeper.pid!)).toBeNull();
  expect(existsSync(join(folder, 'api.json'))).toBe(false);
});

test('a process that ignores SIGTERM is killed', async () => {
  const stubborn = spawn('sh', ['-c', 'trap "" TERM; echo on; while :; do sleep 1; done']);
  await once(stubborn.stdout, 'data');
  await writePidFile({ folder, name: 'worker', pid: stubborn.pid! });
  await stopLeftBehind(folder, ['worker']);
  expect(await identify(stubborn.pid!)).toBeNull();
});

test('a process that only got the same pid later is never touched', async () => {
  const stranger = spawn('sleep', ['60']);
  const recycled = { pid: stranger.pid, startedAt: 'before the last reboot' };
  writeFileSync(join(folder, 'temporal.json'), JSON.stringify(recycled));
  expect(await readPidFile(folder, 'temporal')).toBeNull();
  expect(await stopLeftBehind(folder, ['temporal'])).toEqual([]);
  expect(await identify(stranger.pid!)).not.toBeNull();
  stranger.kill();
});

test.for(['', '{', '[]', '{"pid":"x"}'])('a damaged pid file (%j) names nobody', async (content) => {
  writeFileSync(join(folder, 'api.json'), content);
  expect(await readPidFile(folder, 'api')).toBeNull();
});

test('a process that ended but was not yet collected counts as gone', async () => {
  // exec keeps the pid while the shell's child turns into a zombie nobody waits for.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60']);
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  await new Promise((done) => setTimeout(done, 400));
  expect(await identify(Number(line.toString()))).toBeNull();
  parent.kill();
});
