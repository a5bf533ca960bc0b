const FIRST_MS = 1_000;
/** Above this nobody believes that somebody still tries. */
const LONGEST_MS = 5_000;
/** Of the delay, so that a thousand widgets do not come back in the same moment. */
const JITTER = 0.3;

/** How long to wait before another try, in milliseconds. @param attempt 0 before the second try. */
export function delayBefore(attempt: number, random: () => number = Math.random): number {
  const delay = Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS);
  return Math.round(Math.min(delay * (1 - JITTER + 2 * JITTER * random()), LONGEST_MS));
}

/** Waits, but not past the moment where the network or the visitor comes back. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const awake = new AbortController();
    const done = () => {
      clearTimeout(timer);
      awake.abort();
      resolve();
    };
    const timer = setTimeout(done, ms);
    const options = { signal: awake.signal };
    globalThis.addEventListener?.('online', done, options);
    globalThis.document?.addEventListener('visibilitychange', () => !document.hidden && done(), options);
    signal?.addEventListener('abort', done, options);
    if (signal?.aborted) done();
  });
}
