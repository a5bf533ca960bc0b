import { parentPort, workerData } from 'node:worker_threads';

/** A question each so many milliseconds, sent by a thread that nobody keeps waiting. */
const EVERY_MS = workerData as number;

setInterval(() => parentPort?.postMessage(performance.timeOrigin + performance.now()), EVERY_MS);
