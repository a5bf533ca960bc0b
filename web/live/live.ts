import { failureOf } from './failure.ts';

/** Soon after the first failure, rarely during a long outage; jitter keeps a team's browsers from coming back at once. */
const FIRST_RETRY_MS = 500;
const SLOWEST_RETRY_MS = 15_000;

/** @returns milliseconds before the next attempt, counted from 1. */
export function untilRetry(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
  return ceiling / 2 + random() * (ceiling / 2);
}

/**
 * Follows a stream. One that ended because its agent has too many windows open begins again when somebody comes back to this
 * window, never by itself: it would only end the stream of another. @returns how to stop.
 */
export function followHere(start: (ended: (error: unknown) => void) => () => void): () => void {
  const ended = (error: unknown) => {
    if (failureOf(error).code === 'too_many_streams') stop = whenBack(() => (stop = start(ended)));
  };
  let stop = start(ended);
  return () => stop();
}

function whenBack(run: () => void): () => void {
  const forget = () => removeEventListener('focus', back);
  const back = () => {
    forget();
    run();
  };
  addEventListener('focus', back);
  return forget;
}
