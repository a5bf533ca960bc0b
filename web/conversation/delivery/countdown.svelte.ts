import { secondsUntil } from '../state/held-replies.ts';

/** A quarter of what is shown, so that no second is skipped. */
const TICK_MS = 250;

/** Seconds until a moment on the api's clock, as state. */
export class Countdown {
  left = $state(1);

  constructor(private readonly of: () => { until: string; aheadMs: number }) {}

  /** @returns how to stop. */
  start(): () => void {
    const look = () => {
      const { until, aheadMs } = this.of();
      this.left = secondsUntil(until, Date.now() - aheadMs);
    };
    look();
    const timer = setInterval(look, TICK_MS);
    return () => clearInterval(timer);
  }
}
