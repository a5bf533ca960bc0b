import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Ends a process, or a group (its number negative), as soon as we are gone, also when we are killed with -9: the shell's `read`
 * returns when our end of the pipe closes. @returns how to leave it alone.
 */
export function endWithUs(target, signal) {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('/bin/sh', ['-c', `read _; kill -${signal} ${target}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => {});
  shell.unref();
  return () => shell.kill('SIGKILL');
}
