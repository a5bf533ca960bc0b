import { Worker } from 'node:worker_threads';
import { projectFile } from '../../../project-file.ts';
import { nothing, type Parsed, type ToParse } from './parsed.ts';

export type Parse = (content: ToParse) => Promise<Parsed>;

/** A handbook of a thousand pages takes some seconds; what takes longer was made to. */
const TIMEOUT_MS = 30_000;
/** Megabytes. What swells beyond it when it is opened was made to, too. */
const MOST_MEMORY = 512;

const isSource = import.meta.url.endsWith('.ts');
const FILE = projectFile(
  isSource ? 'activities/sources/parsing/parse-thread.ts' : 'dist/activities/sources/parsing/parse-thread.js',
);

/** Takes files apart in a thread, one after the other. Whatever a hostile one does to it, it costs that thread alone. */
export function createParser(): Parse {
  let thread: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const started = () => {
    const worker = new Worker(FILE, {
      execArgv: isSource ? ['--import', 'tsx'] : [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    worker.unref();
    return worker;
  };
  const parse = async (content: ToParse): Promise<Parsed> => {
    const worker = (thread ??= started());
    const answer = await answerOf(worker, content);
    if (answer) return answer;
    thread = null;
    await worker.terminate();
    return nothing('It took too long or too much memory to be read.');
  };
  return (content) => {
    const mine = last.then(() => parse(content));
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** @returns null when the thread ended, or did not in time. */
function answerOf(worker: Worker, content: ToParse): Promise<Parsed | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(null), TIMEOUT_MS);
    const fail = () => done(null);
    const done = (parsed: Parsed | null) => {
      clearTimeout(timer);
      worker.off('message', done).off('error', fail).off('exit', fail);
      resolve(parsed);
    };
    worker.on('message', done).on('error', fail).on('exit', fail);
    worker.postMessage(content);
  });
}
