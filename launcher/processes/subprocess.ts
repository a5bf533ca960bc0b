import { spawn } from 'node:child_process';
import process from 'node:process';

/** Runs one of our programs to its end and gives its lines as they come. */
export async function runNode(input: {
  /** Node's own options, the file, and what it is given. */
  args: string[];
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  onLine: (line: string) => void;
}): Promise<void> {
  const child = spawn(process.execPath, input.args, {
    env: input.env,
    signal: input.signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      text.split('\n').filter(Boolean).forEach(input.onLine);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${input.args.find((arg) => /\.[jt]s$/.test(arg))} failed:\n${output.trim()}`);
}
