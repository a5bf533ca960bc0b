import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithUs } from './end-with-us.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** npm ends within a second when it is asked; what it started may not. */
const PATIENCE_MS = 5_000;
const BURIED_MS = 300;
const isWindows = process.platform === 'win32';

/** What a person is told, and how we end. */
export class InstallationFailed extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * Runs npm to its end. Whatever ends us ends npm and all it started: a half installation must not go on without us.
 * @throws InstallationFailed
 */
export async function runNpm(args, { onStart }) {
  const child = spawnNpm(args);
  const end = endOf(child);
  const stopGuarding = child.pid ? endWithUs(-child.pid, 'KILL') : () => {};
  const stopListening = endOnSignals(child);
  if (child.pid) await onStart(child.pid);
  try {
    const { code, error } = await end;
    if (error) throw new InstallationFailed(`npm could not be started: ${error.message}`);
    const signal = stopListening();
    if (signal) throw new InstallationFailed(STOPPED, 128 + constants.signals[signal]);
    if (code !== 0)
      throw new InstallationFailed('npm could not install the packages; what it said is above.');
  } finally {
    stopListening();
    // What npm had started and left.
    await killGroup(child);
    stopGuarding();
  }
}

const STOPPED = '\nThe installation was stopped; the next start begins it anew.';

/** In a process group of its own: a Ctrl-C reaches us alone, and we end the whole group and wait for it. */
function spawnNpm(args) {
  // Started by npm we know its own script, which needs no shell to run, also on Windows.
  const npm = process.env.npm_execpath;
  const [file, rest] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  return spawn(file, rest, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows && file === 'npm',
    detached: !isWindows,
  });
}

function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('exit', (code) => resolve({ code }));
  });
}

/** A process that is killed is there for another moment. What nobody buries stays for ever, and is not waited for. */
async function killGroup(child) {
  const deadline = Date.now() + BURIED_MS;
  while (signalGroup(child, 'SIGKILL') && Date.now() < deadline) await sleep(5);
}

/** Gives the end of listening, which says by which signal we were asked to end, if we were. */
function endOnSignals(child) {
  let asked = null;
  const end = (signal) => {
    asked ??= signal;
    signalGroup(child, 'SIGTERM');
    setTimeout(() => signalGroup(child, 'SIGKILL'), PATIENCE_MS).unref();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
    return asked;
  };
}

/** @returns whether anybody of it was left. */
function signalGroup({ pid }, signal) {
  if (!pid) return false;
  try {
    return process.kill(isWindows ? pid : -pid, signal);
  } catch {
    return false;
  }
}
