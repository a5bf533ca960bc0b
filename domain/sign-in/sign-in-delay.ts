/** A person who mistypes needs no more. */
const FREE_TRIES = 5;
const FIRST_DELAY_MS = 1_000;
/** Two thousand guesses a day at most, whatever the number of guessers; and nobody waits longer than a minute. */
const LONGEST_DELAY_MS = 60_000;
/** So much without a success is no mistyping any more. */
export const WARN_AFTER_TRIES = 10;

/** Tries at one account since the last success. */
export interface Tries {
  /** Counted when a try begins, so that many at once are many. */
  checked: number;
  refused: number;
  /** When the next may be checked, in milliseconds. */
  openAt: number;
}

export const noTries = (): Tries => ({ checked: 0, refused: 0, openAt: 0 });

/** @returns whether this try may be checked now, and the count with it. */
export function countTry(tries: Tries, now: number): { checks: boolean; tries: Tries } {
  if (now < tries.openAt) return { checks: false, tries: { ...tries, refused: tries.refused + 1 } };
  const checked = tries.checked + 1;
  return { checks: true, tries: { ...tries, checked, openAt: now + delayAfter(checked) } };
}

function delayAfter(checked: number): number {
  if (checked < FREE_TRIES) return 0;
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (checked - FREE_TRIES));
}
