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
 * window, never by itself: it would only end the stream of another. One that ended with its session begins again with the one
 * that took its place, as after a changed password; where none did, the screen it is for goes away. @returns how to stop.
 */
export function followHere(start: (ended: (error: unknown) => void) => () => void): () => void {
  let attempt = 0;
  const again = () => (stop = start(ended));
  const ended = (error: unknown) => {
    const { code } = failureOf(error);
    if (code === 'too_many_streams') stop = whenBack(again);
    if (code === 'signed_out') stop = later(again, untilRetry(++attempt));
  };
  let stop = start(ended);
  return () => stop();
}

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
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
