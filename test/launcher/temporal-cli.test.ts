import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { findTemporalCli } from '../../launcher/temporal/temporal.ts';
import { TEMPORAL_CLI } from '../../launcher/temporal/temporal-version.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'));
  // Neither a `temporal` nor a pip: everything comes from the cache or the network.
  vi.stubEnv('PATH', '/nowhere');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true, force: true });
});

const cached = () => join(folder, `temporal-${TEMPORAL_CLI.version}`);

const kept = join(userCacheFolder(), `temporal-${TEMPORAL_CLI.version}`);

test.runIf(existsSync(kept))(
  'what an earlier version left in the cache is used when it is the very program, and nothing is fetched',
  async () => {
    copyFileSync(kept, join(folder, 'temporal'));
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
    expect(await findTemporalCli({ cacheDir: folder })).toBe(cached());
  },
);

test('a program that is not the pinned one is never kept, whoever gives it', async () => {
  const impostor = Buffer.from('#!/bin/sh\nexit 0\n');
  writeFileSync(join(folder, 'temporal'), impostor);
  chmodSync(join(folder, 'temporal'), 0o755);
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(impostor)));
  await expect(findTemporalCli({ cacheDir: folder })).rejects.toThrow(
    /^The Temporal CLI could not be downloaded/,
  );
  expect(existsSync(cached())).toBe(false);
});
