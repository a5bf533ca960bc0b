import type { BenchServers } from '../bench-servers.ts';
import { median, round, type Measured } from '../measure.ts';
import { startFakeModel } from '../../support/model/fake-model.ts';
import { openDatabase } from './database.ts';
import { startFloor } from './floor.ts';
import { CITED, startProduct } from './product.ts';
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

type LoadName = keyof typeof LOADS;
type Played = { product: Round[]; floor: Round[] };

/** What each row reads off the rounds of one load. */
const ROWS = {
  accepted: { load: 'one', read: (played) => compared(played, (each) => each.accepted, 'ms') },
  'accepted-16': { load: 'busy', read: (played) => compared(played, (each) => each.accepted, 'ms') },
  'accepted-64': { load: 'rush', read: (played) => compared(played, (each) => each.accepted, 'ms') },
  seen: { load: 'watched', read: seen },
  'seen-16': { load: 'busyWatched', read: seen },
  'message-cpu': { load: 'busy', read: processor },
  'turn-cpu': { load: 'turns', read: processor },
  'messages-per-second': {
    load: 'busy',
    read: (played) => compared(played, (each) => [each.perSecond], 'messages/s'),
  },
} satisfies Record<string, { load: LoadName; read: (played: Played) => Measured }>;

export type LoadRow = keyof typeof ROWS;
export const LOAD_ROWS = Object.keys(ROWS) as LoadRow[];

/**
 * What a message costs beside the least that does the same on the same servers: a bare signal, a row written by a local
 * activity, an answer by a regular one. Of `seen` the reference is the product's own acknowledgement in the same rounds.
 */
export async function loadRows(
  servers: BenchServers,
  names: readonly LoadRow[],
): Promise<Record<string, Measured>> {
  const played = await playAll(servers, new Set(names.map((name) => ROWS[name].load)));
  return Object.fromEntries(
    names.flatMap((name) => {
      const rounds = played.get(ROWS[name].load);
      return rounds ? [[name, ROWS[name].read(rounds)]] : [];
    }),
  );
}

async function playAll(servers: BenchServers, loads: ReadonlySet<LoadName>): Promise<Map<LoadName, Played>> {
  const model = await startFakeModel();
  model.script(...Array.from({ length: 10_000 }, () => ({ text: CITED })));
  const { ask, close } = openDatabase(servers.databaseUrl);
  const product = await startProduct(servers, model.url, ask);
  const floor = await startFloor(servers, model.url, ask);
  try {
    const played = new Map<LoadName, Played>();
    for (const name of loads) {
      const rounds: Played = { product: [], floor: [] };
      // The first of each warms up what compiles and caches.
      for (let round = -1; round < ROUNDS; round++) {
        const ours = await playRound(product, servers, LOADS[name]);
        const theirs = await playRound(floor, servers, LOADS[name]);
        if (round < 0) continue;
        rounds.product.push(ours);
        rounds.floor.push(theirs);
      }
      played.set(name, rounds);
    }
    return played;
  } finally {
    await product.stop();
    await floor.stop();
    await close();
    await model.stop();
  }
}

function seen({ product }: Played): Measured {
  const own = (of: (each: Round) => number[]) => median(product.flatMap(of));
  return measured(
    own((each) => each.seen),
    own((each) => each.accepted),
    'ms',
  );
}

function processor(played: Played): Measured {
  return compared(played, (each) => [Object.values(each.processor).reduce((sum, ms) => sum + ms, 0)], 'ms');
}

function compared(
  { product, floor }: Played,
  of: (round: Round) => number[],
  unit: Measured['unit'],
): Measured {
  return measured(median(product.flatMap(of)), median(floor.flatMap(of)), unit);
}

const measured = (value: number, reference: number, unit: Measured['unit']): Measured => ({
  ...{ value: round(value), reference: round(reference), unit },
  ratio: round(value / reference),
});
