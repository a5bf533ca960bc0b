import { spawn } from 'node:child_process';
import process from 'node:process';

/** Runs a program on our terminal; a signal to us reaches it, and we wait for its end. */
export function runShown(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { env, stdio: 'inherit' });
  // A Ctrl-C goes to both of us; the child tidies up and ends, and then so do we.
  const pass = (signal: NodeJS.Signals) => void (signal === 'SIGTERM' && child.kill(signal));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
  return new Promise((resolve) => {
    const done = (code: number | null) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass);
      resolve(code ?? 1);
    };
    child.once('error', () => done(null));
    child.once('exit', done);
  });
}
