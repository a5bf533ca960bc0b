import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, identify, stopProcess } from '../system/process-identity.ts';

/**
 * Stops the Postgres that an earlier, killed launcher left running on this cluster. Only a process that is a Postgres of
 * this very folder is touched: the pid in the file may belong to something else by now.
 */
export async function stopLeftBehindPostgres(folder: string): Promise<void> {
  const pid = postmasterPid(folder);
  const identity = pid ? await identify(pid) : null;
  // A file that names no process is cleared by Postgres itself, which also looks for surviving backends.
  if (!identity) return;
  const command = await commandOf(identity.pid);
  if (command.includes(folder)) {
    await stopProcess(identity, [
      { signal: 'SIGINT', patienceMs: 10_000 },
      { signal: 'SIGQUIT', patienceMs: 5_000 },
    ]);
  } else {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
  }
}

function postmasterPid(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]) || null;
  } catch {
    return null;
  }
}
