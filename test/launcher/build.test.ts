import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { BUILD_PARTS } from '../../launcher/build/build-parts.mjs';
import { ensureBuilt } from '../../launcher/build/ensure-built.mjs';
import { buildProcesses } from '../../launcher/build/build-processes.ts';
import { createTestDatabase } from '../support/stack/database.ts';
import { freePort } from '../support/stack/free-port.ts';
import { startProcess } from '../support/faults/two-of-each.ts';
import { standInProject } from './stand-in-project.ts';

const secret = () => randomBytes(32).toString('hex');

test('the built processes serve where only the packages of production are installed', async () => {
  ensureBuilt();
  await using database = await createTestDatabase();
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    SESSION_SECRET: secret(),
    WEBHOOK_SECRET: secret(),
    REPLY_ADDRESS_SECRETS: secret(),
    POSTMARK_SERVER_TOKEN: 'token',
    POSTMARK_API_URL: 'http://127.0.0.1:1',
    INBOUND_DOMAIN: 'reply.example.test',
    ADMIN_EMAIL: 'ana@example.com',
    ADMIN_PASSWORD: 'tamed-otter-under-bridge',
    DRAIN_SECONDS: '0',
    LOG_LEVEL: 'silent',
    NODE_OPTIONS: '--import ./test/support/stack/only-production.mjs',
  };
  const worker = await startProcess('worker', await freePort(), env);
  const api = await startProcess('api', await freePort(), env);
  for (const path of ['/', '/widget.js', '/ready'])
    expect((await fetch(`http://127.0.0.1:${api.port}${path}`)).status, path).toBe(200);
  await api.stop();
  await worker.stop();
});

test('a change of anything that the processes are made of makes them stale', async () => {
  const { inputs } = BUILD_PARTS.find(({ name }) => name === 'processes')!;
  const used = (await buildProcesses()).filter((file) => !file.includes('node_modules/'));
  expect(used).toContain('api/main.ts');
  expect(used.filter((file) => !inputs.includes(file) && !inputs.includes(file.split('/')[0]!))).toEqual([]);
});

test('a process that is run by hand is built anew when its sources changed, or says why it cannot be', async () => {
  const { folder } = await standInProject();
  const migrate = () => spawnSync('npm', ['run', '--silent', 'migrate'], { cwd: folder, encoding: 'utf8' });
  const change = (word: string) => writeFileSync(join(folder, 'db/main.ts'), `console.log('${word}');`);
  try {
    change('first');
    expect(migrate().stdout).toBe('first\n');
    change('second');
    expect(migrate().stdout).toBe('second\n');

    rmSync(join(folder, 'node_modules'));
    mkdirSync(join(folder, 'node_modules'));
    change('third');
    expect(migrate()).toMatchObject({ status: 1, stdout: '' });
    expect(migrate().stderr).toContain('npm ci');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
