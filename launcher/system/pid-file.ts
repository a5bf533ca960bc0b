import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { identify, isRunning, stopProcess, type ProcessIdentity } from './process-identity.ts';

/** One file per process of ours, so that the next start finds what a killed launcher left behind. */
export async function writePidFile({
  folder,
  name,
  pid,
}: {
  folder: string;
  name: string;
  pid: number;
}): Promise<void> {
  const identity = await identify(pid);
  if (!identity) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(pidFile(folder, name), JSON.stringify(identity));
}

export function removePidFile(folder: string, name: string): void {
  rmSync(pidFile(folder, name), { force: true });
}

/** Null when there is no file, or it names a process that no longer runs. */
export async function readPidFile(folder: string, name: string): Promise<ProcessIdentity | null> {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(pidFile(folder, name), 'utf8')) as Record<
      string,
      unknown
    >;
    const identity = { pid: Number(pid), startedAt: String(startedAt) };
    return (await isRunning(identity)) ? identity : null;
  } catch {
    return null;
  }
}

export function pidFileNames(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [basename(file, '.json')] : []));
  } catch {
    return [];
  }
}

/** Stops what an earlier run left behind under these names; a recycled pid is never touched. */
export async function stopLeftBehind(folder: string, names: string[]): Promise<string[]> {
  const stopped = await Promise.all(
    names.map(async (name) => {
      const identity = await readPidFile(folder, name);
      if (identity) {
        await stopProcess(identity, [
          { signal: 'SIGTERM', patienceMs: 5_000 },
          { signal: 'SIGKILL', patienceMs: 2_000 },
        ]);
      }
      removePidFile(folder, name);
      return identity ? [name] : [];
    }),
  );
  return stopped.flat();
}

const pidFile = (folder: string, name: string) => join(folder, `${name}.json`);
