import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { rotate } from '../system/log-file.ts';
import { followLog } from '../system/log-lines.ts';
import { INHERITED_AS, type HeldPort } from './held-port.ts';
import { GIVES_BACK, NODE_FLAGS } from './node-flags.ts';

export interface ChildInput {
  name: string;
  /** Built, relative to the project. */
  file: string;
  env: Record<string, string>;
  dataDir: string;
  /** Besides the child's own word, such as an address that must answer. */
  isReady?: () => Promise<boolean>;
  /** Where it listens, if we hold that for it. */
  port?: HeldPort | null;
  /** Something a person should see. */
  show: (line: string) => void;
}

/** One of our processes, whose words go to a file and, where they matter, to the terminal. */
export function launchChild({ name, file, env, dataDir, show, port }: ChildInput): ChildProcess {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  rotate(logFile(dataDir, name));
  // Detached: a Ctrl-C in the terminal is for the launcher, which stops its children in order.
  const child = spawn(process.execPath, [...NODE_FLAGS, file], {
    env: { ...GIVES_BACK, ...env, ...(port && { LISTEN_FD: String(INHERITED_AS) }) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(port ? [port.fd] : [])],
  });
  const log = createWriteStream(logFile(dataDir, name), { flags: 'a' });
  followLog({ stdout: child.stdout!, stderr: child.stderr!, file: log, show });
  child.once('close', () => log.end());
  return child;
}

export const logFile = (dataDir: string, name: string) => join(dataDir, 'logs', `${name}.log`);
