import { execFile } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { linuxStat, startOf } from '../node/process-start.mjs';

/** A pid alone is reused by the system; together with the start time it names one process for ever. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

/** Null when no such process runs. */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  const startedAt = await startOf(pid);
  return startedAt ? { pid, startedAt } : null;
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.startedAt === identity.startedAt;
}

/** The command line, for recognising a program; empty when the process is gone. */
export async function commandOf(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim();
}

/** Sends one signal after the other, each with its patience, until the process is gone. */
export async function stopProcess(
  identity: ProcessIdentity,
  signals: { signal: NodeJS.Signals; patienceMs: number }[],
): Promise<void> {
  for (const { signal, patienceMs } of signals) {
    if (!(await isRunning(identity))) return;
    try {
      process.kill(identity.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline && (await isRunning(identity))) await sleep(50);
  }
}

/** Null when the process is gone. */
export async function parentOf(pid: number): Promise<number | null> {
  if (process.platform === 'linux') return Number((await linuxStat(pid))?.[1]) || null;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'ppid=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return Number(stdout) || null;
}
