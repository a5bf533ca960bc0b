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
 * Fails when twice the input costs far more than twice the time. A machine that does other things besides is slow now and
 * then; what is not linear is slow every time. So the best of several tries counts, and no number of milliseconds.
 */
export function expectLinear<Input>(
  make: (length: number) => Input,
  read: (input: Input) => unknown,
  lengths: readonly number[] = LENGTHS,
): void {
  for (const length of lengths) {
    const [small, large] = [make(length), make(2 * length)];
    const growth = atBest(() => (elapsed(read, large) + NOISE) / (elapsed(read, small) + NOISE));
    expect(growth, `twice ${length}`).toBeLessThan(MAX_GROWTH);
  }
}

function atBest(measure: () => number): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 5 && best >= MAX_GROWTH; attempt++) best = Math.min(best, measure());
  return best;
}

function elapsed<Input>(read: (input: Input) => unknown, input: Input): number {
  const times = [0, 1].map(() => {
    const begun = performance.now();
    read(input);
    return performance.now() - begun;
  });
  return Math.min(...times);
}
