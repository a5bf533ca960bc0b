import { readdirSync, readFileSync } from 'node:fs';

/** The proportional share of memory (PSS), in MB, of a process and of all that it started. Linux says it, others do not. */
export function memoryOf(root: number): number {
  const all = [root];
  // Grows while it is read.
  for (const pid of all) all.push(...childrenOf(pid));
  return all.reduce((sum, pid) => sum + shareOf(pid), 0);
}

function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.flatMap((thread) => numbersIn(read(`/proc/${pid}/task/${thread}/children`)));
}

const shareOf = (pid: number) =>
  Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** Empty when the process has just gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const numbersIn = (text: string) => text.split(' ').filter(Boolean).map(Number);
