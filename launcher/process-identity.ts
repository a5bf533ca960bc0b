import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A pid alone is reused by the system; together with the start time it names one process for ever. */
export interface ProcessIdentity {
  pid: number;
  startedAt: string;
}

/** Null when no such process runs. */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  const startedAt = process.platform === 'linux' ? await linuxStart(pid) : await portableStart(pid);
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

/** The fields from the state on. */
async function linuxStat(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in parentheses may hold spaces and parentheses itself, so count from the last one.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? null;
}

async function linuxStart(pid: number): Promise<string | null> {
  const fields = await linuxStat(pid);
  if (!fields || fields[0] === 'Z') return null;
  // Ticks count from boot: after a reboot the same number means another process.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${fields[19]}`;
}

async function portableStart(pid: number): Promise<string | null> {
  const ps = promisify(execFile)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const { stdout } = await ps.catch(() => ({ stdout: '' }));
  const [state = '', ...start] = stdout.trim().split(/\s+/);
  return start.length === 0 || state.startsWith('Z') ? null : start.join(' ');
}
