interface Sample {
  /** The first is 1 and carries the bias. */
  x: number[];
  isTrue: boolean;
  weight: number;
}

const RIDGE = 3;
const MOST_STEPS = 25;

/** Ridge regression of a probability, by Newton's method; the bias is free. */
export function fitLogistic(samples: Sample[]): number[] {
  let weights = Array<number>(samples[0]?.x.length ?? 0).fill(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { slope, bend } = around(weights, samples);
    const change = solve(bend, slope);
    weights = weights.map((weight, at) => weight - change[at]!);
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  return weights;
}

function around(weights: number[], samples: Sample[]): { slope: number[]; bend: number[][] } {
  const ridge = (at: number) => (at === 0 ? 1e-6 : RIDGE);
  const slope = weights.map((weight, at) => ridge(at) * weight);
  const bend = weights.map((_, row) => weights.map((__, column) => (row === column ? ridge(row) : 0)));
  for (const { x, isTrue, weight } of samples) {
    const p = 1 / (1 + Math.exp(-x.reduce((sum, value, at) => sum + value * weights[at]!, 0)));
    const [error, certainty] = [weight * (p - (isTrue ? 1 : 0)), weight * Math.max(1e-6, p * (1 - p))];
    x.forEach((value, row) => {
      slope[row]! += error * value;
      x.forEach((other, column) => (bend[row]![column]! += certainty * value * other));
    });
  }
  return { slope, bend };
}

/** Gauss and Jordan. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  rows.forEach((_, at) => {
    const pivot = rows.reduce(
      (best, row, each) => (each > at && Math.abs(row[at]!) > Math.abs(rows[best]![at]!) ? each : best),
      at,
    );
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    rows.forEach((row, each) => {
      const factor = each === at ? 0 : row[at]! / rows[at]![at]!;
      if (factor !== 0) row.forEach((__, column) => (row[column]! -= factor * rows[at]![column]!));
    });
  });
  return rows.map((row, at) => row.at(-1)! / row[at]!);
}
