import process from 'node:process';
import { commandOf, parentOf } from '../system/process-identity.ts';

const CHECK_MS = 500;

/**
 * Calls `gone` when the npm that started us was killed, which nobody tells us. Started without npm, outliving the parent
 * may be meant (a shell that put us in the background and left).
 */
export async function watchParent(gone: () => void): Promise<void> {
  if (!process.env['npm_lifecycle_event']) return;
  const line = await lineToNpm();
  const timer = setInterval(() => void check(), CHECK_MS).unref();

  async function check(): Promise<void> {
    if (await isWhole(line)) return;
    clearInterval(timer);
    gone();
  }
}

/** npm starts a shell that starts us, and that shell survives npm; between them may be the Node that was too old. */
async function lineToNpm(): Promise<number[]> {
  const line = [process.pid, process.ppid];
  const startedBy = Number(process.env['THROUGHLINE_STARTED_BY']);
  if (startedBy && (await parentOf(process.ppid)) === startedBy) line.push(startedBy);
  const last = line.at(-1) ?? process.ppid;
  const isShell = /^(\S*\/)?(sh|bash|dash|zsh) -c /.test(await commandOf(last));
  const npm = isShell ? await parentOf(last) : null;
  return npm ? [...line, npm] : line;
}

async function isWhole([child = 0, ...above]: number[]): Promise<boolean> {
  const [parent] = above;
  if (parent === undefined) return true;
  const found = child === process.pid ? process.ppid : await parentOf(child);
  return found === parent && isWhole(above);
}
