import process from 'node:process';

const CHECK_MS = 500;

/**
 * Calls `gone` when the npm that started us was killed, which nobody tells us. Started without npm, outliving the parent
 * may be meant (a shell that put us in the background and left).
 */
export function watchParent(gone: () => void): void {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, CHECK_MS);
  timer.unref();
}
