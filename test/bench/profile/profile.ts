import { Client, Connection } from '@temporalio/client';
import { startFakeModel } from '../../support/model/fake-model.ts';
import { freePort } from '../../support/stack/free-port.ts';
import type { BenchServers } from '../bench-servers.ts';
import { openDatabase } from '../load/database.ts';
import { startFloor } from '../load/floor.ts';
import { startProduct } from '../load/product.ts';
import { playRound, type Load, type Round } from '../load/round.ts';
import type { Road, Side } from '../load/side.ts';
import { median } from '../measure.ts';
import { startCountedWire, type CountedWire, type WireCounts } from './counted-wire.ts';
import { hotFunctions, type HotFunction } from './hot-functions.ts';
import { startProfile } from './inspector.ts';

const ROADS: readonly Road[] = ['team', 'turn', 'mail'];
const ROUNDS = 5;
const LOAD = { visitors: 16, messages: 8 } satisfies Omit<Load, 'road'>;

/** Of one road and one side, everything a message. */
export interface Cost {
  /** Milliseconds of processor time by process. */
  processor: Record<string, number>;
  /** In Temporal's history. */
  events: number;
  /** By process that speaks to Postgres. */
  wire: Record<string, WireCounts>;
}
export interface RoadProfile {
  road: Road;
  product: Cost;
  floor: Cost;
  /** Milliseconds a message, by process: measured apart, because looking costs as well. */
  functions: Record<string, HotFunction[]>;
}

/** What a message costs and where, beside the least that does the same; a mail's least is a chat message's. */
export async function profileRoads(servers: BenchServers): Promise<RoadProfile[]> {
  const model = await startFakeModel();
  model.script(...Array.from({ length: 10_000 }, () => ({ text: 'Open the page and press the button.' })));
  const { ask, close } = openDatabase(servers.databaseUrl);
  const wires = await wiresFor(servers.databaseUrl, ['api', 'worker', 'floor']);
  const inspected = { api: await freePort(), worker: await freePort() };
  const extraOf = (name: 'api' | 'worker') => ({
    DATABASE_URL: wires[name].url,
    NODE_OPTIONS: `--inspect=127.0.0.1:${inspected[name]}`,
  });
  const extra = { api: extraOf('api'), worker: extraOf('worker') };
  const product = await startProduct(servers, model.url, ask, extra);
  const floor = await startFloor({ ...servers, databaseUrl: wires.floor.url }, model.url, ask);
  const connection = await Connection.connect({ address: servers.temporalAddress });
  const events = eventsIn(new Client({ connection }));
  try {
    const profiles: RoadProfile[] = [];
    for (const road of ROADS) {
      const load = { ...LOAD, road };
      const costs = { product: [] as Cost[], floor: [] as Cost[] };
      for (let round = -1; round < ROUNDS; round++) {
        const ours = await costOf(product, servers, load, { api: wires.api, worker: wires.worker }, events);
        const theirs = await costOf(floor, servers, load, { worker: wires.floor }, events);
        if (round < 0) continue;
        costs.product.push(ours);
        costs.floor.push(theirs);
      }
      const functions = await functionsOf(product, servers, load, inspected);
      profiles.push({ road, product: middle(costs.product), floor: middle(costs.floor), functions });
    }
    return profiles;
  } finally {
    await product.stop();
    await floor.stop();
    await Promise.all(Object.values(wires).map((wire) => wire.stop()));
    await connection.close();
    await close();
    await model.stop();
  }
}

async function wiresFor<Name extends string>(
  url: string,
  names: readonly Name[],
): Promise<Record<Name, CountedWire>> {
  const wires = await Promise.all(names.map(async (name) => [name, await startCountedWire(url)] as const));
  return Object.fromEntries(wires) as Record<Name, CountedWire>;
}

const eventsIn = (client: Client) => async (ids: string[]) => {
  const lengths = await Promise.all(
    ids.map(async (id) => (await client.workflow.getHandle(id).describe()).historyLength),
  );
  return lengths.reduce((sum, each) => sum + each, 0);
};

async function costOf(
  side: Side,
  servers: BenchServers,
  load: Load,
  wires: Record<string, CountedWire>,
  eventsOf: (ids: string[]) => Promise<number>,
): Promise<Cost> {
  const total = load.visitors * load.messages;
  let before: { wire: Record<string, WireCounts>; events: number } | undefined;
  let ids: string[] = [];
  const now = async () => ({
    wire: Object.fromEntries(Object.entries(wires).map(([name, wire]) => [name, wire.counts()])),
    events: await eventsOf(ids),
  });
  const round: Round = await playRound(side, servers, load, async (speakers) => {
    ids = speakers.map(({ workflowId }) => workflowId);
    before = await now();
  });
  const after = await now();
  const wire = Object.entries(after.wire).map(([name, counts]) => {
    const known = before?.wire[name];
    const of = (key: keyof typeof FIGURES) => (counts[key] - (known?.[key] ?? 0)) / total;
    const statements = [...counts.statements].map(
      ([text, count]) => [text, (count - (known?.statements.get(text) ?? 0)) / total] as const,
    );
    return [name, { ...mapFigures(of), statements: new Map(statements) }] as const;
  });
  return {
    processor: round.processor,
    events: (after.events - (before?.events ?? 0)) / total,
    wire: Object.fromEntries(wire),
  };
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

/** What is counted of a wire; in words, as a table shows it. */
export const FIGURES = {
  roundTrips: 'round trips to Postgres',
  bytes: 'bytes to and from Postgres',
  notified: 'notifications received',
};
const mapFigures = (of: (key: keyof typeof FIGURES) => number) => ({
  ...{ roundTrips: of('roundTrips'), bytes: of('bytes'), notified: of('notified') },
});

/** The median of every figure by itself. */
function middle(costs: readonly Cost[]): Cost {
  const [first] = costs;
  const last = costs.at(-1);
  const each = (of: (cost: Cost) => number) => median(costs.map(of));
  const processor = Object.keys(first?.processor ?? {}).map((name) => [
    name,
    each((c) => c.processor[name] ?? 0),
  ]);
  const wire = Object.keys(first?.wire ?? {}).map((name) => {
    const of = (key: keyof typeof FIGURES) => each((cost) => cost.wire[name]?.[key] ?? 0);
    return [name, { ...mapFigures(of), statements: last?.wire[name]?.statements ?? new Map() }];
  });
  return {
    processor: Object.fromEntries(processor) as Cost['processor'],
    events: each((cost) => cost.events),
    wire: Object.fromEntries(wire) as Cost['wire'],
  };
}
