import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Refusal } from '../domain/errors.ts';

export interface Limits {
  /** @throws Refusal `slow_down` */
  visitorMessage(visitorId: string): Promise<void>;
  /** @throws Refusal `slow_down` */
  newVisitor(address: string): Promise<void>;
  /** Every call of a visitor, whatever it is. @throws Refusal `slow_down` */
  visitorCall(visitorId: string): Promise<void>;
  /** Every call of an agent. @throws Refusal `slow_down` */
  agentCall(agentId: string): Promise<void>;
  /** A call that names nobody: a project's greeting, a new visitor. @throws Refusal `slow_down` */
  openCall(address: string): Promise<void>;
  /** A token that nobody has. @throws Refusal `slow_down` */
  wrongToken(address: string): Promise<void>;
}

/** A person types below this; a script does not. */
const MESSAGES = [
  { points: 12, duration: 60 },
  { points: 120, duration: 3_600 },
];
/** Offices share an address, so this is generous; it bounds what one machine can open. */
const VISITORS = [{ points: 120, duration: 3_600 }];
/** A widget that comes back to a page asks four times, and once a message. */
const VISITOR_CALLS = [{ points: 240, duration: 60 }];
/** A busy inbox counts its lanes and reads its list at every change. */
const AGENT_CALLS = [{ points: 3_000, duration: 60 }];
/** Every page of a shop that is opened behind one address asks once. */
const OPEN_CALLS = [{ points: 600, duration: 60 }];
/** A session that has ended is asked about once; the rest are guesses. */
const WRONG_TOKENS = [{ points: 60, duration: 60 }];

/** Counted per process: with several api replicas the effective limit is a multiple. */
export function createLimits(): Limits {
  return {
    visitorMessage: limiter(MESSAGES),
    newVisitor: limiter(VISITORS),
    visitorCall: limiter(VISITOR_CALLS),
    agentCall: limiter(AGENT_CALLS),
    openCall: limiter(OPEN_CALLS),
    wrongToken: limiter(WRONG_TOKENS),
  };
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
