import type { BenchServers } from '../bench-servers.ts';
import { median, round, type Measured } from '../measure.ts';
import { startFakeModel } from '../../support/model/fake-model.ts';
import { openDatabase } from './database.ts';
import { startFloor } from './floor.ts';
import { startProduct } from './product.ts';
import { playRound, type Load, type Round } from './round.ts';

const ROUNDS = 5;

/** One visitor, a busy hour and a rush: what is asked of both sides in turn. */
const LOADS = {
  one: { road: 'team', visitors: 1, messages: 10 },
  watched: { road: 'team', visitors: 1, messages: 10, watched: true },
  busy: { road: 'team', visitors: 16, messages: 8 },
  busyWatched: { road: 'team', visitors: 16, messages: 8, watched: true },
  rush: { road: 'team', visitors: 64, messages: 4 },
  turns: { road: 'turn', visitors: 16, messages: 6 },
} satisfies Record<string, Load>;

type Played = Record<keyof typeof LOADS, { product: Round[]; floor: Round[] }>;

/**
 * What a message costs beside the least that does the same on the same servers: a bare signal, a row written by a local
 * activity, an answer by a regular one. Of `seen` the reference is the product's own acknowledgement in the same rounds.
 */
export async function loadRows(servers: BenchServers): Promise<Record<string, Measured>> {
  const played = await playAll(servers);
  const accepted = (load: keyof Played) => compared(played[load], (each) => each.accepted, 'ms');
  const seen = (load: keyof Played) => {
    const rounds = played[load].product;
    const own = (of: (each: Round) => number[]) => median(rounds.flatMap(of));
    return measured(
      own((each) => each.seen),
      own((each) => each.accepted),
      'ms',
    );
  };
  const processor = (load: keyof Played) =>
    compared(played[load], (each) => [Object.values(each.processor).reduce((sum, ms) => sum + ms, 0)], 'ms');
  return {
    accepted: accepted('one'),
    'accepted-16': accepted('busy'),
    'accepted-64': accepted('rush'),
    seen: seen('watched'),
    'seen-16': seen('busyWatched'),
    'message-cpu': processor('busy'),
    'turn-cpu': processor('turns'),
    'messages-per-second': compared(played.busy, (each) => [each.perSecond], 'messages/s'),
  };
}

async function playAll(servers: BenchServers): Promise<Played> {
  const model = await startFakeModel();
  model.script(...Array.from({ length: 10_000 }, () => ({ text: 'Open the page and press the button.' })));
  const { ask, close } = openDatabase(servers.databaseUrl);
  const product = await startProduct(servers, model.url, ask);
  const floor = await startFloor(servers, model.url, ask);
  try {
    const played = {} as Played;
    for (const [name, load] of Object.entries(LOADS)) {
      const rounds: Played[keyof Played] = { product: [], floor: [] };
      // The first of each warms up what compiles and caches.
      for (let played = -1; played < ROUNDS; played++) {
        const [ours, theirs] = [
          await playRound(product, servers, load),
          await playRound(floor, servers, load),
        ];
        if (played < 0) continue;
        rounds.product.push(ours);
        rounds.floor.push(theirs);
      }
      played[name as keyof Played] = rounds;
    }
    return played;
  } finally {
    await product.stop();
    await floor.stop();
    await close();
    await model.stop();
  }
}

function compared(
  { product, floor }: Played[keyof Played],
  of: (round: Round) => number[],
  unit: Measured['unit'],
): Measured {
  return measured(median(product.flatMap(of)), median(floor.flatMap(of)), unit);
}

const measured = (value: number, reference: number, unit: Measured['unit']): Measured => ({
  ...{ value: round(value), reference: round(reference), unit },
  ratio: round(value / reference),
});
