import type { Policy } from '../../rpc/definition.ts';

/** Who may say what to an auction, and hear what. Its workflow reads this, so no zod is near. */
export const policy = {
  signals: {
    shown: { callers: ['house'], description: 'Somebody looked at the lot.', refusals: [] },
  },
  updates: {
    bid: { callers: ['bidder'], description: 'A bidder offers more.', refusals: ['too_low', 'over'] },
    hammer: { callers: ['house'], description: 'The house ends it.', refusals: ['over'] },
  },
  queries: {
    highest: { callers: ['bidder', 'house'], description: 'The best offer so far.', refusals: [] },
  },
} as const satisfies Policy;
