/** Soon after the first failure, rarely during a long outage; jitter keeps a team's browsers from coming back at once. */
const FIRST_RETRY_MS = 500;
const SLOWEST_RETRY_MS = 15_000;

/** @returns milliseconds before the next attempt, counted from 1. */
export function untilRetry(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
  return ceiling / 2 + random() * (ceiling / 2);
}
