import process from 'node:process';
import { commandOf, parentOf } from './process-identity.ts';

const CHECK_MS = 500;

/**
 * Calls `gone` when the npm that started us was killed, which nobody tells us. Started without npm, outliving the parent
 * may be meant (a shell that put us in the background and left).
 */
export async function watchParent(gone: () => void): Promise<void> {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  // npm starts a shell that starts us, and that shell survives npm.
  const isShell = /^(\S*\/)?(sh|bash|dash|zsh) -c /.test(await commandOf(parent));
  const npm = isShell ? await parentOf(parent) : null;
  const timer = setInterval(() => void check(), CHECK_MS).unref();

  async function check(): Promise<void> {
    if (process.ppid === parent && (!npm || (await parentOf(parent)) === npm)) return;
    clearInterval(timer);
    gone();
  }
}
