import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux on every machine that Node runs on. */
const TICK_MS = 10;

/** Milliseconds of processor time that processes took so far: threads, and children that have ended and were waited for. */
export function processorTime(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0);
}

/** A process and everything it started that still runs. */
export function familyOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(familyOf)];
}

/** `proc_pid_stat(5)`: fields 14 to 17, counted after the name, which may hold anything. */
function ticksOf(pid: number): number {
  const stat = statOf(pid);
  if (!stat) return 0;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0);
}

/** @returns null when it ended a moment ago. */
function statOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
}
