import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdPort } from '../processes/held-port.ts';
import type { Settings } from './settings.ts';
import { superviseChild, type SupervisedChild } from '../processes/supervised-child.ts';
import { paint, say, type Colour } from '../terminal/terminal.ts';

type Name = 'mailbox' | 'worker' | 'api';

const FILES: Record<Name, string> = {
  mailbox: 'dist/mailbox/main.js',
  worker: 'dist/activities/main.js',
  api: 'dist/api/main.js',
};
/** On a busy machine. */
const SERVING_WITHIN_MS = 10_000;
const PREFIX_COLOURS: Record<string, Colour> = { mailbox: 'magenta', worker: 'blue', api: 'cyan' };

export function startChild(
  name: Name,
  settings: Settings,
  env: Record<string, string>,
): Promise<SupervisedChild> {
  const { ports, dataDir } = settings;
  const answers = {
    mailbox: `http://127.0.0.1:${ports.mailbox}/`,
    // Not `/ready`, which waits for the worker: one that cannot start must be told at once.
    api: `http://127.0.0.1:${ports.api}/health`,
    worker: null,
  };
  const url = answers[name];
  return superviseChild({
    name,
    file: FILES[name],
    env,
    dataDir,
    show: showAs(name),
    port: name === 'api' ? holdPort(ports.api) : null,
    ...(url ? { isReady: () => answersOk(url) } : {}),
  });
}

/**
 * Until the api sees the worker, which Temporal knows of a moment after it started. Whoever stays away says so at `/ready`, and is
 * no reason to wait on.
 */
export async function untilServing({ ports }: Settings, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + SERVING_WITHIN_MS;
  const isServing = () => answersOk(`http://127.0.0.1:${ports.api}/ready`);
  while (!signal.aborted && Date.now() < deadline && !(await isServing())) await sleep(100);
}

/** A line of a process on the terminal, with who says it. */
export function showAs(name: string): (line: string) => void {
  const prefix = paint(PREFIX_COLOURS[name] ?? 'yellow', `${name.padEnd(8)} │`);
  return (line) => say(`${prefix} ${line}`);
}

function answersOk(url: string): Promise<boolean> {
  // Not fetch, whose client would stay in memory for these few questions.
  return new Promise((resolve) => {
    const request = get(url, { timeout: 3_000, agent: false }, (response) => {
      response.destroy();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
