import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { choosePostgresPort, readPostgresPort } from '../../launcher/postgres/postgres-port.ts';
import { freePort } from '../../launcher/system/ports.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'postgres-port-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

it('notes the port that was asked for where the commands beside a running product look', async () => {
  const asked = await freePort();
  expect(await choosePostgresPort(dataDir, asked)).toBe(asked);
  expect(readPostgresPort(dataDir)).toBe(asked);
});

it('takes the same port at the next start, and another one when somebody took it', async () => {
  const first = await choosePostgresPort(dataDir, null);
  expect(await choosePostgresPort(dataDir, null)).toBe(first);
  const other = createServer().listen(first, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const second = await choosePostgresPort(dataDir, null);
  other.close();
  expect(second).not.toBe(first);
  expect(readPostgresPort(dataDir)).toBe(second);
});
