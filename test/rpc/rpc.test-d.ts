/** Compiled by `npm run typecheck`: each `@ts-expect-error` is a mistake that must not compile. */
import type { inferProcedureInput } from '@trpc/server';
import type { z } from 'zod';
import type {
  Policy,
  QueryHandlers,
  Shapes,
  SignalHandlers,
  UpdateChecks,
  UpdateHandlers,
} from '../../rpc/definition.ts';
import type { Gateways } from '../../rpc/gateway.ts';
import type { UpdateProcedure } from '../../rpc/procedures.ts';
import type { Behaviour } from '../../rpc/worker.ts';
import { shapes, type Auction } from './example-contract.ts';
import type { policy } from './example-policy.ts';
import type { Lot } from './example-workflow.ts';

// Each caller sends its own messages, with their own fields.
export async function wrongCalls({ bidder, house }: Gateways<Auction, 'bidder' | 'house'>): Promise<void> {
  const by = { name: 'Ann' };
  await bidder.update('bid', 'lot_1', { id: '1', cents: 1 }, by);
  // @ts-expect-error only the house ends it
  await bidder.update('hammer', 'lot_1', { id: '1' }, by);
  // @ts-expect-error the house does not bid
  await house.update('bid', 'lot_1', { id: '1', cents: 1 }, by);
  // @ts-expect-error a bidder reports no looks
  await bidder.signal('shown', 'lot_1', { id: '1' });
  // @ts-expect-error a bid says how much
  await bidder.update('bid', 'lot_1', { id: '1' }, by);
  // @ts-expect-error a bid is a number of cents
  await bidder.update('bid', 'lot_1', { id: '1', cents: '1' }, by);
  // @ts-expect-error nobody knows this field
  await bidder.update('bid', 'lot_1', { id: '1', cents: 1, currency: 'EUR' }, by);
  // @ts-expect-error nobody asks for it
  await bidder.update('bid', 'lot_1', { id: '1', cents: 1 });
  // @ts-expect-error there is no such lot
  await bidder.query('highest', 'room_1');
}

// A message without its handler does not compile, nor does one that answers something else.
declare const updates: UpdateHandlers<Auction, Lot>;
const { hammer: _hammer, ...withoutHammer } = updates;
// @ts-expect-error `hammer` has no handler
export const missingUpdate: UpdateHandlers<Auction, Lot> = withoutHammer;
// @ts-expect-error `shown` has no handler
export const missingSignal: SignalHandlers<Auction, Lot> = {};
// @ts-expect-error `highest` says how many looked
export const wrongAnswer: QueryHandlers<Auction, Lot> = { highest: ({ offer }) => ({ offer }) };
declare const behaviour: Behaviour<Auction, Lot>;
const { queries: _queries, ...withoutQueries } = behaviour;
// @ts-expect-error nobody answers questions
export const missingQueries: Behaviour<Auction, Lot> = withoutQueries;

// A refusal that the policy does not name does not compile.
export const named: UpdateChecks<Auction, Lot> = { bid: () => 'too_low', hammer: () => 'over' };
// @ts-expect-error a hammer may not be too low
export const unnamed: UpdateChecks<Auction, Lot> = { hammer: () => 'too_low' };

// A message without callers, description, refusals or shape does not compile.
const bid = { callers: ['bidder'], description: 'Offers.', refusals: [] };
const { callers: _callers, ...fromNobody } = bid;
const { description: _description, ...unexplained } = bid;
const { refusals: _refusals, ...neverRefused } = bid;
export const policies = [
  { signals: {}, updates: { bid }, queries: {} } satisfies Policy,
  // @ts-expect-error nobody says who may send it
  { signals: {}, updates: { bid: fromNobody }, queries: {} } satisfies Policy,
  // @ts-expect-error Temporal's UI would not say what it is
  { signals: {}, updates: { bid: unexplained }, queries: {} } satisfies Policy,
  // @ts-expect-error nobody says what may refuse it
  { signals: {}, updates: { bid: neverRefused }, queries: {} } satisfies Policy,
];
const { bid: _bid, ...withoutBid } = shapes.updates;
// @ts-expect-error `bid` has no shape
export const missingShape: Shapes<typeof policy> = { ...shapes, updates: withoutBid };
const { output: _output, ...withoutOutput } = shapes.updates.bid;
const silent = { ...shapes.updates, bid: withoutOutput };
// @ts-expect-error `bid` does not say what comes back
export const missingOutput: Shapes<typeof policy> = { ...shapes, updates: silent };

// What the server fills in, no client may.
type Bid = UpdateProcedure<Auction, 'bid', z.ZodObject<{ lot: z.ZodString }>, 'cents'>;
export const said: inferProcedureInput<Bid> = { id: '1', lot: 'lot_1' };
// @ts-expect-error the server says how much
export const tooMuch: inferProcedureInput<Bid> = { id: '1', lot: 'lot_1', cents: 1 };
// @ts-expect-error nobody says which lot
export const nowhere: inferProcedureInput<Bid> = { id: '1' };
