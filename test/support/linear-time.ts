import { expect } from 'vitest';

/** Twice the input, twice the time; four times would be quadratic. */
const MAX_GROWTH = 3.3;
/** Characters. The longer ones lie above every cap, the shorter ones below most. */
const LENGTHS = [45_000, 450_000];
/** Milliseconds; below some of them the clock measures the machine. */
const NOISE = 4;

/** A text of a length, made of one piece. */
export const many = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/**
 * Fails when twice the input costs far more than twice the time. The processor's time, not the clock's: a machine that does
 * other things besides takes longer and works no more. The best of several tries counts, and no number of milliseconds.
 */
export function expectLinear<Input>(
  make: (length: number) => Input,
  read: (input: Input) => unknown,
  lengths: readonly number[] = LENGTHS,
): void {
  for (const length of lengths) {
    const [small, large] = [make(length), make(2 * length)];
    expect(growth(read, { small, large }), `twice ${length}`).toBeLessThan(MAX_GROWTH);
  }
}

function growth<Input>(read: (input: Input) => unknown, { small, large }: { small: Input; large: Input }) {
  const best = { small: Infinity, large: Infinity };
  const ratio = () => (best.large + NOISE) / (best.small + NOISE);
  for (let attempt = 0; attempt < 10 && !(ratio() < MAX_GROWTH); attempt++) {
    // Twice: what a first run spends on compiling would make the small one look large.
    best.small = Math.min(best.small, worked(read, small), worked(read, small));
    best.large = Math.min(best.large, worked(read, large));
  }
  return ratio();
}

function worked<Input>(read: (input: Input) => unknown, input: Input): number {
  const before = process.cpuUsage();
  read(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
