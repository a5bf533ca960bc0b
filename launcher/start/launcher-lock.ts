import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPidFile, removePidFile, writePidFile } from '../system/pid-file.ts';
import { stopProcess } from '../system/process-identity.ts';

/** A launcher whose npm was killed notices it within half a second and begins to stop. */
const NOTICES_MS = 1_500;
/** As long as an orderly stop may take. */
const LEAVES_MS = 40_000;

/** One launcher per data folder. Waits for one that is stopping. @throws when another one runs and stays. */
export async function becomeLauncher(dataDir: string): Promise<{ leaving(): Promise<void>; gone(): void }> {
  const folder = join(dataDir, 'run');
  const record = (name: string) => writePidFile({ folder, name, pid: process.pid });
  const deadline = Date.now() + NOTICES_MS;
  for (;;) {
    const other = await readPidFile(folder, 'launcher');
    if (!other) break;
    if (Date.now() > deadline) {
      throw new Error(
        `Throughline already runs with this data folder (process ${other.pid}). Stop that one first.`,
      );
    }
    await sleep(100);
  }
  await record('launcher');
  const stopping = await readPidFile(folder, 'launcher-leaving');
  if (stopping) {
    console.log('  Waiting for the earlier run to stop');
    const patience = { signal: 'SIGTERM', patienceMs: LEAVES_MS } as const;
    await stopProcess(stopping, [patience, { signal: 'SIGKILL', patienceMs: 2_000 }]);
  }
  return {
    async leaving() {
      await record('launcher-leaving');
      removePidFile(folder, 'launcher');
    },
    gone: () => removePidFile(folder, 'launcher-leaving'),
  };
}
