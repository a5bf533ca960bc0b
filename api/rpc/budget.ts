import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooFast } from '../../domain/errors.ts';

/** So many in so many seconds. */
export interface Window {
  points: number;
  duration: number;
}

/** What somebody may do in a while. A key is whoever is counted. */
export interface Budget {
  /** Takes one out of every window, or out of none. @throws TooFast */
  take(key: string): Promise<void>;
  refund(key: string): Promise<void>;
}

/** Counted per process: with several api replicas the effective limit is a multiple. */
export function createBudget(windows: readonly Window[]): Budget {
  const limiters = windows.map((window) => new RateLimiterMemory(window));
  const refund = async (key: string) => {
    await Promise.all(limiters.map((each) => each.reward(key)));
  };
  const take = async (key: string) => {
    const taken = await Promise.allSettled(limiters.map((each) => each.consume(key)));
    const waits = taken.flatMap((result) => (result.status === 'rejected' ? [waitOf(result.reason)] : []));
    if (waits.length === 0) return;
    await refund(key);
    throw new TooFast(Math.max(...waits));
  };
  return { take, refund };
}

function waitOf(reason: unknown): number {
  if (reason instanceof RateLimiterRes) return reason.msBeforeNext;
  throw reason;
}
