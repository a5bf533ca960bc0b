import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepPrivate } from '../../launcher/system/private-files.ts';

/** What processes of a killed launcher do with their pid files. */
const COMES_AND_GOES = `
  import { rmSync, writeFileSync } from 'node:fs';
  console.log('begun');
  for (;;) for (const name of ['api', 'worker', 'mailbox']) {
    writeFileSync(name + '.json', '{}');
    rmSync(name + '.json');
  }`;

it('a data folder is closed while what a killed launcher left is still taking its files away', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-private-'));
  const run = join(dataDir, 'run');
  mkdirSync(run);
  const mask = process.umask();
  const leaving = spawn(process.execPath, ['--input-type=module', '--eval', COMES_AND_GOES], { cwd: run });
  const gone = once(leaving, 'exit');
  try {
    await once(leaving.stdout, 'data');
    expect(() => {
      for (let look = 0; look < 2_000; look++) keepPrivate(dataDir);
    }).not.toThrow();
  } finally {
    process.umask(mask);
    leaving.kill('SIGKILL');
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  }
});
