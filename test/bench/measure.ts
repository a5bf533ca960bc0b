import type { BenchServers } from './bench-servers.ts';

export interface Measured {
  /** The product's median. */
  value: number;
  /** The reference's median, from the same run. */
  reference: number;
  ratio: number;
  unit: 'ms' | 'mails/s' | 'messages/s' | 'MB';
}

export type Bench = (servers: BenchServers) => Promise<Measured>;

/** Enough for a stable median on a busy machine. */
const ROUNDS = 40;
const WARM_UP = 8;

/** Runs both in turn, so that whatever else the machine does hits both alike. Each returns milliseconds. */
export const compare = (sides: Sides): Promise<Measured> => compareFew(ROUNDS, sides, WARM_UP);

interface Sides {
  product(): Promise<number>;
  reference(): Promise<number>;
}

/** The same in fewer rounds, where one takes seconds. */
export async function compareFew(rounds: number, sides: Sides, warmUp = 1): Promise<Measured> {
  const product: number[] = [];
  const reference: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const [value, other] = [await sides.product(), await sides.reference()];
    if (round < 0) continue;
    product.push(value);
    reference.push(other);
  }
  const [value, other] = [median(product), median(reference)];
  return { value: round(value), reference: round(other), ratio: round(value / other), unit: 'ms' };
}

export async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export const round = (value: number) => Math.round(value * 100) / 100;

export const median = (values: readonly number[]) => quantile(values, 0.5);

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
