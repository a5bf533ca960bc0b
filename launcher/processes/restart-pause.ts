/** In milliseconds. Whoever dies later than this after it was ready did not fail at its start. */
const YOUNG = 2_000;
/** So often a process may die young and still come back at once: a kill in the middle of a start is no broken process. */
const AT_ONCE = 3;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** How long to wait before a process that went is started again, in milliseconds: not at all, until it dies young again and again. */
export function restartPauses(): { next(livedMs: number | null): number } {
  let young = 0;
  return {
    /** @param livedMs since it was ready; null when it never was. */
    next(livedMs) {
      young = livedMs === null || livedMs < YOUNG ? young + 1 : 0;
      return young <= AT_ONCE ? 0 : Math.min(FIRST_PAUSE * 2 ** (young - AT_ONCE - 1), LONGEST_PAUSE);
    },
  };
}
