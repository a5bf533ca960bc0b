interface Choice {
  weight: number;
  options: { x: number[]; isRight: boolean }[];
}

const STEPS = 250;
const STEP = 0.15;
/** Against weights that only this data supports. */
const RIDGE = 0.002;

/** The weights by which the right one of several options gets the largest share (a conditional logit, by Adam). */
export function fitChoice(all: Choice[]): number[] {
  const choices = all.filter(
    ({ options }) => options.some((one) => one.isRight) && options.some((one) => !one.isRight),
  );
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  const size = choices[0]?.options[0]?.x.length ?? 0;
  const [weights, mean, square] = [0, 0, 0].map(() => Array<number>(size).fill(0)) as [
    number[],
    number[],
    number[],
  ];
  for (let step = 1; step <= STEPS; step++) {
    const slope = weights.map((weight) => RIDGE * weight);
    for (const choice of choices) addSlope(slope, choice, { weights, total });
    slope.forEach((value, at) => {
      mean[at] = 0.9 * mean[at]! + 0.1 * value;
      square[at] = 0.99 * square[at]! + 0.01 * value ** 2;
      const [m, s] = [mean[at] / (1 - 0.9 ** step), square[at] / (1 - 0.99 ** step)];
      weights[at]! -= (STEP * m) / (Math.sqrt(s) + 1e-8);
    });
  }
  return weights;
}

function addSlope(
  slope: number[],
  choice: Choice,
  { weights, total }: { weights: number[]; total: number },
): void {
  const supports = choice.options.map(({ x }) => x.reduce((sum, value, at) => sum + value * weights[at]!, 0));
  const most = Math.max(...supports);
  const shares = supports.map((support) => Math.exp(support - most));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const right = shares.reduce((sum, share, at) => sum + (choice.options[at]!.isRight ? share : 0), 0);
  choice.options.forEach(({ x, isRight }, option) => {
    const error = shares[option]! / all - (isRight ? shares[option]! / right : 0);
    x.forEach((value, at) => (slope[at]! += (choice.weight / total) * error * value));
  });
}
