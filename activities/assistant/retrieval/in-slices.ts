import { setImmediate } from 'node:timers/promises';

/** So long at a time, in milliseconds: half of what a ranking takes, so whoever is answered meanwhile does not notice. */
const SLICE_MS = 0.2;

/** Work that says where it may be interrupted, and at last what came of it. */
export type Steps<Result> = Generator<void, Result>;

/** Does it at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does it a little at a time, and lets others work in between. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  for (let since = performance.now(); ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}
