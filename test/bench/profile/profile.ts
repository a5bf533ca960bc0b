import { Client, Connection } from '@temporalio/client';
import { startFakeModel } from '../../support/model/fake-model.ts';
import { freePort } from '../../support/stack/free-port.ts';
import type { BenchServers } from '../bench-servers.ts';
import { openDatabase } from '../load/database.ts';
import { startFloor } from '../load/floor.ts';
import { startPlain } from '../load/plain.ts';
import { CITED, startProduct } from '../load/product.ts';
import { playRound, type Load } from '../load/round.ts';
import type { Road, Side } from '../load/side.ts';
import { costOf, eventsIn, middle, type Cost } from './cost.ts';
import { startCountedWire, type CountedWire } from './counted-wire.ts';
import { hotFunctions, type HotFunction } from './hot-functions.ts';
import { startProfile } from './inspector.ts';

const ROADS: readonly Road[] = ['team', 'turn', 'mail'];
const ROUNDS = 5;
const LOAD = { visitors: 16, messages: 8 } satisfies Omit<Load, 'road'>;

export interface RoadProfile {
  road: Road;
  product: Cost;
  floor: Cost;
  /** Of the plain design, where it can do the same. */
  plain: Cost | null;
  /** Milliseconds a message, by process: measured apart, because looking costs as well. */
  functions: Record<string, HotFunction[]>;
}

/** What a message costs and where, beside the least that does the same; a mail's least is a chat message's. */
export async function profileRoads(servers: BenchServers): Promise<RoadProfile[]> {
  const model = await startFakeModel();
  model.script(...Array.from({ length: 10_000 }, () => ({ text: CITED })));
  const { ask, close } = openDatabase(servers.databaseUrl);
  const wires = await wiresFor(servers.databaseUrl, ['api', 'worker', 'floor', 'plain']);
  const inspected = { api: await freePort(), worker: await freePort() };
  const extraOf = (name: 'api' | 'worker') => ({
    DATABASE_URL: wires[name].url,
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspected[name]}`,
  });
  const extra = { api: extraOf('api'), worker: extraOf('worker') };
  const product = await startProduct(servers, model.url, ask, extra);
  const floor = await startFloor({ ...servers, databaseUrl: wires.floor.url }, model.url, ask);
  const plain = await startPlain({ ...servers, databaseUrl: wires.plain.url }, ask);
  const connection = await Connection.connect({ address: servers.temporalAddress });
  const events = eventsIn(new Client({ connection }));
  try {
    const profiles: RoadProfile[] = [];
    for (const road of ROADS) {
      const load = { ...LOAD, road };
      const costs = { product: [] as Cost[], floor: [] as Cost[], plain: [] as Cost[] };
      for (let round = -1; round < ROUNDS; round++) {
        const ours = await costOf(product, servers, load, { api: wires.api, worker: wires.worker }, events);
        const theirs = await costOf(floor, servers, load, { worker: wires.floor }, events);
        const rows =
          road === 'team' && (await costOf(plain, servers, load, { client: wires.plain }, noEvents));
        if (round < 0) continue;
        costs.product.push(ours);
        costs.floor.push(theirs);
        if (rows) costs.plain.push(rows);
      }
      const functions = await functionsOf(product, servers, load, inspected);
      const plainCost = costs.plain.length > 0 ? middle(costs.plain) : null;
      const [ours, theirs] = [middle(costs.product), middle(costs.floor)];
      profiles.push({ road, product: ours, floor: theirs, plain: plainCost, functions });
    }
    return profiles;
  } finally {
    await product.stop();
    await floor.stop();
    await plain.stop();
    await Promise.all(Object.values(wires).map((wire) => wire.stop()));
    await connection.close();
    await close();
    await model.stop();
  }
}

const noEvents = () => Promise.resolve(0);

async function wiresFor<Name extends string>(
  url: string,
  names: readonly Name[],
): Promise<Record<Name, CountedWire>> {
  const wires = await Promise.all(names.map(async (name) => [name, await startCountedWire(url)] as const));
  return Object.fromEntries(wires) as Record<Name, CountedWire>;
}

async function functionsOf(
  side: Side,
  servers: BenchServers,
  load: Load,
  ports: Record<string, number>,
): Promise<Record<string, HotFunction[]>> {
  const total = load.visitors * load.messages;
  const ends: [string, Awaited<ReturnType<typeof startProfile>>][] = [];
  await playRound(side, servers, load, async () => {
    for (const [name, port] of Object.entries(ports)) ends.push([name, await startProfile(port)]);
  });
  const found: Record<string, HotFunction[]> = {};
  for (const [name, end] of ends)
    found[name] = hotFunctions(await end()).map(({ where, ms }) => ({ where, ms: ms / total }));
  return found;
}
