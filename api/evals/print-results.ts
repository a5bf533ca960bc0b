import type { Change, Tally } from '../../domain/evaluations/evaluation.ts';

/** One question of a run, as a terminal shows it. */
export interface Printed {
  id: string;
  question: string;
  expected: string;
  /** What came of it: an outcome, or why it could not be asked. */
  came: string;
  passed: boolean;
  change: Change;
}

/** What does not come out as expected stands last, where the eye is. */
export function printResults(say: (line: string) => void, run: Tally, results: Printed[]): void {
  const sorted = results.toSorted((one, other) => Number(other.passed) - Number(one.passed));
  for (const { passed, change, expected, came, question } of sorted) {
    const mark = change === 'better' || change === 'worse' ? change : '';
    const outcome = expected === came ? expected : `${expected} → ${came}`;
    say([passed ? 'ok  ' : 'FAIL', mark.padEnd(6), outcome.padEnd(20), question].join('  ').trimEnd());
  }
  const changes = run.better + run.worse > 0 ? `, ${run.better} better than before, ${run.worse} worse` : '';
  say(`${run.passed} of ${run.total} as expected${changes}.`);
}
