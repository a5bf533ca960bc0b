import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Refusal } from '../domain/errors.ts';

export interface Limits {
  /** @throws Refusal `slow_down` */
  visitorMessage(visitorId: string): Promise<void>;
  /** @throws Refusal `slow_down` */
  newVisitor(address: string): Promise<void>;
}

/** A person types below this; a script does not. */
const MESSAGES = [
  { points: 12, duration: 60 },
  { points: 120, duration: 3_600 },
];
/** Offices share an address, so this is generous; it bounds what one machine can open. */
const VISITORS = [{ points: 120, duration: 3_600 }];

/** Counted per process: with several api replicas the effective limit is a multiple. */
export function createLimits(): Limits {
  return { visitorMessage: limiter(MESSAGES), newVisitor: limiter(VISITORS) };
}

function limiter(windows: { points: number; duration: number }[]) {
  const limiters = windows.map((window) => new RateLimiterMemory(window));
  return async (key: string) => {
    try {
      await Promise.all(limiters.map((each) => each.consume(key)));
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      throw new Refusal('slow_down');
    }
  };
}
