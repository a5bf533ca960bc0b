import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program beside this file in a process of its own, ready. */
export async function startChild(program: string, args: string[]): Promise<ChildProcess> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(file, args, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${program} did not start.`)));
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return child;
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Asks a child and waits for what it answers, which names the call. */
export function askingChild<Asked extends object>(child: ChildProcess): (asked: Asked) => Promise<unknown> {
  const waiting = new Map<number, (result: unknown) => void>();
  let calls = 0;
  child.on('message', (answer: { call: number; result: unknown }) => {
    waiting.get(answer.call)?.(answer.result);
    waiting.delete(answer.call);
  });
  return (asked) =>
    new Promise((resolve) => {
      waiting.set(++calls, resolve);
      child.send({ ...asked, call: calls });
    });
}
