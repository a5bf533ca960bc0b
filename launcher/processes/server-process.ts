import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopWithUs } from './guard.ts';
import type { SystemUser } from '../system/unprivileged-user.ts';

export interface Server {
  pid: number;
  exited: Promise<void>;
  hasExited(): boolean;
  stop: () => Promise<void>;
}

export interface ServerInput {
  program: string;
  args: string[];
  logFile: string;
  /** How the program is asked to stop: Postgres' fast shutdown is INT. */
  stopSignal: 'INT' | 'TERM';
  user?: SystemUser | null;
  /** Besides what we have ourselves. */
  env?: Record<string, string>;
}

const STOP_PATIENCE_MS = 15_000;

/** Starts a server that is not ours (Postgres, Temporal): it knows nothing of us and is ended when we are. */
export function startServer({ program, args, logFile, stopSignal, user, env }: ServerInput): Server {
  mkdirSync(dirname(logFile), { recursive: true });
  // A file and not a pipe: the server must be able to write also when we are gone.
  const log = openSync(logFile, 'a');
  // Detached: a Ctrl-C in the terminal is for the launcher, which stops the servers last.
  const child = spawn(program, args, {
    ...user,
    env: { ...process.env, ...env },
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => void (gone = true));
  if (child.pid) void exited.then(stopWithUs({ pid: child.pid, signal: stopSignal }));

  const stop = async () => {
    if (gone) return;
    child.kill(`SIG${stopSignal}`);
    const inTime = await Promise.race([
      exited.then(() => true),
      sleep(STOP_PATIENCE_MS, false, { ref: false }),
    ]);
    // Postgres' immediate shutdown; it ends other programs too.
    if (!inTime) child.kill('SIGQUIT');
    await exited;
  };
  return { pid: child.pid ?? 0, exited, hasExited: () => gone, stop };
}
