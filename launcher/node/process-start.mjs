import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { promisify } from 'node:util';

/** When a process began, in words that are only compared; null when it does not run. JavaScript, because the installer needs it too. */
export function startOf(pid) {
  return process.platform === 'linux' ? linuxStart(pid) : portableStart(pid);
}

/** The fields from the state on. */
export async function linuxStat(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in parentheses may hold spaces and parentheses itself, so count from the last one.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? null;
}

async function linuxStart(pid) {
  const fields = await linuxStat(pid);
  if (!fields || fields[0] === 'Z') return null;
  // Ticks count from boot: after a reboot the same number means another process.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()}/${fields[19]}`;
}

async function portableStart(pid) {
  const env = { ...process.env, LC_ALL: 'C' };
  const ps = promisify(execFile)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env });
  const { stdout } = await ps.catch(() => ({ stdout: '' }));
  const [state = '', ...start] = stdout.trim().split(/\s+/);
  return start.length === 0 || state.startsWith('Z') ? null : start.join(' ');
}
