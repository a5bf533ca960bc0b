import { z } from 'zod';
import type { Shapes } from '../../rpc/definition.ts';
import type { policy } from './example-policy.ts';

const id = z.string().min(1).max(50);
const offer = z.strictObject({ bidder: z.string(), cents: z.int() }).nullable();

/** What each message carries, and what comes back. */
export const shapes = {
  signals: { shown: { input: z.strictObject({ id }) } },
  updates: {
    bid: { input: z.strictObject({ id, cents: z.int().positive().max(1_000_000) }), output: offer },
    hammer: { input: z.strictObject({ id }), output: offer },
  },
  queries: { highest: { output: z.strictObject({ offer, views: z.int().nonnegative() }) } },
} as const satisfies Shapes<typeof policy>;

export interface Auction {
  policy: typeof policy;
  shapes: typeof shapes;
  target: `lot_${string}`;
  actor: { name: string };
}
