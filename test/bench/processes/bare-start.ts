import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { elapsed } from '../measure.ts';

const WORKER = `
  import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address: process.argv[1] });
  const worker = await Worker.create({ connection, taskQueue: 'bare', workflowBundle: { code: process.argv[2] }, reuseV8Context: false });
  worker.run();`;

const API = `
  import { Connection } from '@temporalio/client';
  import { createServer } from 'node:http';
  import { once } from 'node:events';
  await Connection.connect({ address: process.argv[1] });
  await once(createServer().listen(0), 'listening');`;

const PROGRAMS = { worker: WORKER, api: API };

/** What a bundle without workflows holds: Temporal's worker asks for a source map. */
const EMPTY_BUNDLE = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(
  JSON.stringify({ version: 3, file: 'empty.js', sources: [], names: [], mappings: '' }),
).toString('base64')}`;

/** Milliseconds from the start of a Node that has nothing but Temporal's library until it is ready. */
export function bareStart(name: 'worker' | 'api', temporalAddress: string): Promise<number> {
  return elapsed(async () => {
    const program = `${PROGRAMS[name]}\nprocess.send('ready');`;
    const args = ['--input-type=module', '--eval', program, temporalAddress, EMPTY_BUNDLE];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The bare ${name} ended with ${String(code)}.`);
    });
    ended.catch(() => {});
    await Promise.race([once(child, 'message'), ended]);
    child.kill('SIGKILL');
  });
}
