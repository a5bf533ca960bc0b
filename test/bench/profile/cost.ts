import type { Client } from '@temporalio/client';
import type { BenchServers } from '../bench-servers.ts';
import { playRound, type Load, type Round } from '../load/round.ts';
import type { Side } from '../load/side.ts';
import { median } from '../measure.ts';
import type { CountedWire, WireCounts } from './counted-wire.ts';

/** Of one road and one side, everything a message. */
export interface Cost {
  /** Milliseconds of processor time by process. */
  processor: Record<string, number>;
  /** In Temporal's history. */
  events: number;
  /** By process that speaks to Postgres. */
  wire: Record<string, WireCounts>;
}
/** Plays a round and counts what it cost. */
export async function costOf(
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

/** Events in the histories of workflows. */
export const eventsIn = (client: Client) => async (ids: string[]) => {
  const lengths = await Promise.all(
    ids.map(async (id) => (await client.workflow.getHandle(id).describe()).historyLength),
  );
  return lengths.reduce((sum, each) => sum + each, 0);
};

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
export function middle(costs: readonly Cost[]): Cost {
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
