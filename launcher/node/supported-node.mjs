import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import process from 'node:process';
import { endWithUs } from './end-with-us.mjs';
import { FETCHED, fetchNode } from './fetch-node.mjs';

/** As package.json's `engines` says. */
const FLOOR = [22, 19];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Returns at once on a Node that is supported. On an older one the same command goes on with a Node of the npm registry, and
 * this process only waits for it and ends as it ends.
 */
export async function onSupportedNode() {
  if (isSupported(process.versions.node)) return;
  const known = FETCHED[`${process.platform}-${process.arch}`];
  if (!known) leave(`Throughline needs Node ${FLOOR.join('.')} or newer (https://nodejs.org).`);
  // Not among what a command answers.
  console.error(`This is Node ${process.versions.node}: going on with Node 24 from the npm registry.`);
  const node = await fetchNode().catch((error) => leave(error.message));
  process.exit(await run(node));
}

/** @param {string} version as in `22.19.0` */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1]);
}

function leave(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** @returns the code with which it ended. */
function run(node) {
  const env = {
    ...process.env,
    // npm and everything else that looks for Node finds this one too.
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
    // Whose end is ours; see `watch-parent.ts`.
    THROUGHLINE_STARTED_BY: String(process.ppid),
  };
  const child = spawn(node, [...process.execArgv, ...process.argv.slice(1)], { env, stdio: 'inherit' });
  const stopGuarding = child.pid ? endWithUs(child.pid, 'TERM') : () => {};
  // A terminal sends Ctrl-C to both; the same one twice is known as one.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    const end = (code) => {
      stopGuarding();
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`Node could not be started: ${error.message}`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? 128 + constants.signals[signal]));
  });
}
