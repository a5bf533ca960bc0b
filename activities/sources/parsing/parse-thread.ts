import { parentPort } from 'node:worker_threads';
import { parseContent } from './parse-content.ts';
import { nothing, type ToParse } from './parsed.ts';

/** A thread of its own: what strangers wrote is taken apart here, beside whoever answers customers. */
parentPort?.on('message', (content: ToParse) => {
  void parseContent(content)
    .catch(() => nothing('It is damaged, or locked with a password: it could not be read.'))
    .then((parsed) => parentPort?.postMessage(parsed));
});
