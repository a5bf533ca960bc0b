import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import process from 'node:process';

/**
 * Ends a server that would outlive us, even when we are killed with -9: the shell's `read` returns when our end of the
 * pipe closes, however that happens. Call the result once the server has stopped.
 */
export function stopWithUs({ pid, signal }: { pid: number; signal: 'INT' | 'TERM' }): () => void {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('/bin/sh', ['-c', `read _; kill -${signal} ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.unref();
  (shell.stdin as Socket).unref();
  return () => shell.kill('SIGKILL');
}
