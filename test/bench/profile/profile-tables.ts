import { FIGURES, type Cost } from './cost.ts';
import type { RoadProfile } from './profile.ts';
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
    .map((profile) =>
      [
        `## ${ROADS[profile.road]}`,
        costs(profile),
        ...plain(profile),
        ...statements(profile),
        ...hot(profile),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function costs({ product, floor }: RoadProfile): string {
  const rows: [string, number, number][] = [
    ...processRows(product, floor),
    ['processor time in all, ms', sum(product.processor), sum(floor.processor)],
    ['history events', product.events, floor.events],
    ...(['roundTrips', 'bytes', 'notified'] as const).map((key): [string, number, number] => [
      FIGURES[key],
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

const plain = ({ plain, product }: RoadProfile): string[] =>
  plain
    ? [
        `The plain design, a row and a \`NOTIFY\` without a workflow: ${shown(sum(plain.processor))} ms. The product takes ${shown(sum(product.processor) / sum(plain.processor))} times that.`,
      ]
    : [];

const SHOWN_LETTERS = 110;

const statements = ({ product }: RoadProfile): string[] =>
  Object.entries(product.wire).map(([name, wire]) => {
    const ran = [...wire.statements].filter(([, count]) => count > 0.05).sort(([, a], [, b]) => b - a);
    const rows = ran.map(([text, count]) => [`\`${text.slice(0, SHOWN_LETTERS)}\``, shown(count)]);
    return table([`${name}, by statement`, 'a message'], rows);
  });

const hot = ({ functions }: RoadProfile): string[] =>
  Object.entries(functions).map(([name, found]) => {
    const all = found.reduce((total, { ms }) => total + ms, 0);
    const rows = found.slice(0, SHOWN_FUNCTIONS).map(({ where, ms }) => [`\`${where}\``, ms.toFixed(3)]);
    return table([`${name}, by function`, 'ms'], [...rows, ['in all', all.toFixed(3)]]);
  });

const sum = (parts: Record<string, number>) => Object.values(parts).reduce((total, each) => total + each, 0);
const wireSum = (cost: Cost, key: keyof typeof FIGURES) =>
  Object.values(cost.wire).reduce((total, counts) => total + counts[key], 0);
const shown = (value: number) => round(value).toLocaleString('en');
