import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compactPostgres } from '../../launcher/postgres/compact-postgres.ts';
import { startPostgres, type RunningPostgres } from '../../launcher/postgres/postgres.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { removeCluster } from '../support/postgres/forget-cluster.ts';
import { identify } from '../../launcher/system/process-identity.ts';

let folder: string;
let dataDir: string;
let started: RunningPostgres[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-postgres-'));
  dataDir = join(folder, 'data');
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  for (const server of started) removeCluster(server.folder);
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { password?: string; durable?: boolean } = {}): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, password: 'secret', durable: false, ...options });
  started.push(server);
  return server;
}

test('what was written is there after a stop and a new start', async () => {
  const first = await start();
  await askPostgres(first.url, "create table kept (word text); insert into kept values ('still here')");
  await first.stop();
  expect(await identify(first.pid)).toBeNull();

  const second = await start();
  expect(await askPostgres(second.url, 'select word from kept')).toEqual([{ word: 'still here' }]);
});

/** As many files of the cluster as hold these words, wherever in it they lie. */
const filesWith = (cluster: string, words: string) =>
  readdirSync(cluster, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(words))
    .map(({ name }) => name);

test('what was erased can be made to leave the disk as well', async () => {
  const server = await start();
  const words = 'nobody should read this';
  await askPostgres(
    server.url,
    `create table kept (word text); insert into kept values ('${words}'); analyze`,
  );
  await askPostgres(server.url, 'checkpoint');
  expect(filesWith(server.folder, words)).not.toEqual([]);
  await askPostgres(server.url, 'delete from kept');
  expect(await compactPostgres(server.url)).toBe(true);
  expect(filesWith(server.folder, words)).toEqual([]);
});

test('only the loopback address is listened on, and only with the password', async () => {
  const server = await start();
  expect(await askPostgres(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect(await askPostgres(server.url, 'show unix_socket_directories')).toEqual([
    { unix_socket_directories: '' },
  ]);
  await expect(askPostgres(server.url.replace('secret', 'wrong'), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  });
});

test('a server that an earlier launcher left running is replaced, with its data', async () => {
  const leftBehind = await start();
  await askPostgres(leftBehind.url, 'create table kept (word text)');

  const server = await start();
  expect(await identify(leftBehind.pid)).toBeNull();
  expect(await askPostgres(server.url, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }]);
});

test('a server killed with -9 is recovered', async () => {
  const killed = await start({ durable: true });
  await askPostgres(killed.url, 'create table kept (word text)');
  process.kill(killed.pid, 'SIGKILL');
  await killed.exited;

  const server = await start({ durable: true });
  expect(await askPostgres(server.url, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }]);
});

test('a stale postmaster.pid that names a stranger is cleared and the stranger left alone', async () => {
  const first = await start();
  await first.stop();
  const stranger = spawn('sleep', ['60']);
  const pidFile = join(first.folder, 'postmaster.pid');
  writeFileSync(pidFile, `${stranger.pid}\n${first.folder}\n`);

  const server = await start();
  expect(readFileSync(pidFile, 'utf8').split('\n')[0]).toBe(String(server.pid));
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
});

test('it ends by itself when whoever started it is killed with -9', async () => {
  const script = `
    import { startPostgres } from './launcher/postgres/postgres.ts';
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, password: 'secret', durable: false });
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  const [output] = (await once(starter.stdout, 'data')) as [Buffer];
  const pid = Number(output.toString());
  expect(await identify(pid)).not.toBeNull();

  starter.kill('SIGKILL');
  await vi.waitFor(async () => expect(await identify(pid)).toBeNull(), { timeout: 10_000 });
});

test('it runs also when other users cannot enter the project’s folder', async () => {
  chmodSync(folder, 0o700);
  const server = await start();
  expect(await askPostgres(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect((await start()).folder).toBe(server.folder);
});

test.runIf(process.getuid?.() === 0)(
  'a project that moves takes its cluster along, a copy gets its own',
  async () => {
    chmodSync(folder, 0o700);
    const first = await start();
    await first.stop();
    renameSync(dataDir, `${dataDir}-moved`);
    dataDir = `${dataDir}-moved`;
    const moved = await start();
    expect(moved.folder).toBe(first.folder);

    cpSync(dataDir, `${dataDir}-copy`, { recursive: true });
    dataDir = `${dataDir}-copy`;
    expect((await start()).folder).not.toBe(first.folder);
  },
);

test('a password that does not fit the data is told plainly and leaves nothing running', async () => {
  const first = await start();
  await first.stop();
  await expect(start({ password: 'another' })).rejects.toThrow('The password in secrets.json is not the one');
  expect(existsSync(join(first.folder, 'postmaster.pid'))).toBe(false);
});

test('a making of the data folder that was interrupted is done again', async () => {
  mkdirSync(join(dataDir, 'cluster.unfinished', 'base'), { recursive: true });
  expect(await askPostgres((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }]);
});
