/** As long as one sits before it after signing in, and not as long as a machine is left alone. */
const FRESH_FOR_MS = 10 * 60_000;

/** Whether somebody proved who they are so lately that a dangerous act needs no second asking. */
export const isFresh = (provenAt: Date, now: number): boolean => now - provenAt.getTime() < FRESH_FOR_MS;
