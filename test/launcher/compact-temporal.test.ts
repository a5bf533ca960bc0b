import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { compactTemporal } from '../../launcher/temporal/compact-temporal.ts';
import { findTemporalCli, startTemporal } from '../../launcher/temporal/temporal.ts';
import { freePort } from '../support/stack/free-port.ts';

it('the file of a Temporal that runs can be rewritten, so that what was erased leaves the disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-compact-'));
  const dbFile = join(folder, 'temporal.db');
  const cli = await findTemporalCli({ cacheDir: userCacheFolder() });
  const server = await startTemporal({ cli, port: await freePort(), dbFile, logFile: join(folder, 'log') });
  try {
    expect(await compactTemporal(dbFile)).toBe(true);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
