/** Hidden for less than this, in milliseconds, somebody only looked something up. */
const GRACE_MS = 5_000;

/**
 * Aborts when nobody has looked at the page for a while. Browsers allow six connections to a host over HTTP/1.1: six
 * forgotten tabs would leave none for sending.
 */
export function watchUnseen(): { signal: AbortSignal; stop(): void } {
  const unseen = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => unseen.abort(), GRACE_MS);
  };
  document.addEventListener('visibilitychange', look);
  look();
  const stop = () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
  return { signal: unseen.signal, stop };
}

/** Waits until somebody looks at the page, or the signal. */
export function untilSeen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      done.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', look, { signal: done.signal });
    signal.addEventListener('abort', look, { signal: done.signal });
    look();
  });
}
