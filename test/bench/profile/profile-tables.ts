import type { Cost, RoadProfile } from './profile.ts';
import type { Road } from '../load/side.ts';
import { round } from '../measure.ts';
import { table } from '../table.ts';

const SHOWN_FUNCTIONS = 25;

const ROADS: Record<Road, string> = {
  team: 'A message to an agent’s conversation',
  turn: 'An answered turn',
  mail: 'A mail from the customer',
};

/** As Markdown: what a message costs, by process, and where its time goes, by function. */
export function profileTables(profiles: readonly RoadProfile[]): string {
  return profiles
    .map((profile) => [`## ${ROADS[profile.road]}`, costs(profile), ...hot(profile)].join('\n\n'))
    .join('\n\n');
}

function costs({ product, floor }: RoadProfile): string {
  const rows: [string, number, number][] = [
    ...processRows(product, floor),
    ['processor time in all, ms', sum(product.processor), sum(floor.processor)],
    ['history events', product.events, floor.events],
    ...(['roundTrips', 'bytes', 'notified'] as const).map((key): [string, number, number] => [
      WIRE[key],
      wireSum(product, key),
      wireSum(floor, key),
    ]),
  ];
  return table(
    ['a message', 'product', 'floor', 'ratio'],
    rows.map(([name, ours, theirs]) => [
      name,
      shown(ours),
      shown(theirs),
      theirs ? shown(ours / theirs) : '–',
    ]),
  );
}

const WIRE = {
  roundTrips: 'round trips to Postgres',
  bytes: 'bytes to and from Postgres',
  notified: 'notifications received',
};

function processRows(product: Cost, floor: Cost): [string, number, number][] {
  const same = (name: string) => (name === 'api' ? 'client' : name);
  const rows = Object.entries(product.processor).map(([name, ms]): [string, number, number] => [
    `${name}, ms`,
    ms,
    floor.processor[same(name)] ?? 0,
  ]);
  const wires = Object.entries(product.wire).map(([name, { roundTrips }]): [string, number, number] => [
    `round trips of the ${name}`,
    roundTrips,
    floor.wire[name]?.roundTrips ?? 0,
  ]);
  return [...rows, ...wires];
}

const hot = ({ functions }: RoadProfile): string[] =>
  Object.entries(functions).map(([name, found]) => {
    const all = found.reduce((total, { ms }) => total + ms, 0);
    const rows = found.slice(0, SHOWN_FUNCTIONS).map(({ where, ms }) => [`\`${where}\``, ms.toFixed(3)]);
    return table([`${name}, by function`, 'ms'], [...rows, ['in all', all.toFixed(3)]]);
  });

const sum = (parts: Record<string, number>) => Object.values(parts).reduce((total, each) => total + each, 0);
const wireSum = (cost: Cost, key: keyof typeof WIRE) =>
  Object.values(cost.wire).reduce((total, counts) => total + counts[key], 0);
const shown = (value: number) => round(value).toLocaleString('en');
