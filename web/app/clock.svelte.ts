/** Minutes are the smallest unit on the screen. */
const TICK_MS = 15_000;

/** The time of day as state, so that "5 min" becomes "6 min". */
export class Clock {
  now = $state(Date.now());

  /** @returns how to stop. */
  start(): () => void {
    const timer = setInterval(() => (this.now = Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }
}
