/** Hidden for less than this, in milliseconds, somebody only looked something up. */
const GRACE_MS = 5_000;

/**
 * Says when nobody has looked at the page for a while. Browsers allow six connections to a host over HTTP/1.1: six
 * forgotten tabs would leave none for sending. @returns what ends the watching.
 */
export function watchUnseen(onUnseen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(onUnseen, GRACE_MS);
  };
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
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
