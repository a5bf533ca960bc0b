import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { MessageId, VisitorId } from '../domain/ids.ts';
import { createBudget, type Budget } from './budget.ts';

/** Each does what somebody asks for, unless they asked for too much. What then fails has cost them nothing. @throws TooFast */
export interface Limits {
  /** A message costs once, however often it is sent. */
  visitorMessage<Result>(
    message: { visitorId: VisitorId; id: MessageId },
    act: () => Promise<Result>,
  ): Promise<Result>;
  newVisitor<Result>(address: string, act: () => Promise<Result>): Promise<Result>;
}

/** A person types below this, also in short lines; a script does not. */
const MESSAGES = [
  { points: 12, duration: 20 },
  { points: 120, duration: 3_600 },
];
/** Also what fails or is repeated costs us something. Six tabs that retry every five seconds stay below this. */
const TRIES = [{ points: 150, duration: 60 }];
/** Offices share an address, so this is generous; it bounds what one machine can open. */
const VISITORS = [{ points: 120, duration: 3_600 }];
/** In seconds, as long as the longest window that a repetition could count in. */
const REMEMBERED = 3_600;

export function createLimits(): Limits {
  const [messages, tries, visitors] = [MESSAGES, TRIES, VISITORS].map(createBudget) as [
    Budget,
    Budget,
    Budget,
  ];
  const known = new RateLimiterMemory({ points: 1, duration: REMEMBERED });
  return {
    newVisitor: (address, act) => charged(visitors, address, act),
    visitorMessage: async ({ visitorId, id }, act) => {
      await tries.take(visitorId);
      const key = `${visitorId} ${id}`;
      const isNew = await known.consume(key).then(
        () => true,
        () => false,
      );
      if (!isNew) return act();
      try {
        return await charged(messages, visitorId, act);
      } catch (error) {
        await known.delete(key);
        throw error;
      }
    },
  };
}

async function charged<Result>(budget: Budget, key: string, act: () => Promise<Result>): Promise<Result> {
  await budget.take(key);
  try {
    return await act();
  } catch (error) {
    await budget.giveBack(key);
    throw error;
  }
}
