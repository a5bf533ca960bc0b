import { condition } from '@temporalio/workflow';
import type {
  QueryHandlers,
  SignalHandlers,
  UpdateChecks,
  UpdateHandlers,
  UpdateName,
} from '../../rpc/definition.ts';
import { handleMessages, type Command } from '../../rpc/worker.ts';
import type { Auction } from './example-contract.ts';
import { policy } from './example-policy.ts';

export interface Lot {
  offer: { bidder: string; cents: number } | null;
  views: number;
  over: boolean;
  /** What was applied already: a repetition changes nothing. */
  ids: string[];
}

const signals: SignalHandlers<Auction, Lot> = {
  shown: (lot, { id }) => {
    if (lot.ids.includes(id)) return;
    lot.ids.push(id);
    lot.views += 1;
  },
};

const updates: UpdateHandlers<Auction, Lot> = {
  bid: (lot, { cents }, { name }) => (lot.offer = { bidder: name, cents }),
  hammer: (lot) => {
    lot.over = true;
    return lot.offer;
  },
};

const queries: QueryHandlers<Auction, Lot> = {
  highest: ({ offer, views }) => ({ offer, views }),
};

const checks: UpdateChecks<Auction, Lot> = {
  bid: (lot, { cents }) => {
    if (lot.over) return 'over';
    return cents <= (lot.offer?.cents ?? 0) ? 'too_low' : null;
  },
  hammer: ({ over }) => (over ? 'over' : null),
};

const WORDS = { too_low: 'Somebody offers more.', over: 'It is sold.' };

const refusalOf = <Name extends UpdateName<Auction>>(
  lot: Lot,
  { name, input, actor }: Command<Auction, Name>,
) => {
  const code = checks[name]?.(lot, input, actor);
  return code ? { code, words: WORDS[code] } : null;
};

/** One lot under the hammer. State first, then handlers, then the wait. */
export async function auction(): Promise<void> {
  const lot: Lot = { offer: null, views: 0, over: false, ids: [] };
  handleMessages<Auction, Lot>(lot, { policy, signals, updates, queries, refusalOf });
  await condition(() => lot.over);
}
