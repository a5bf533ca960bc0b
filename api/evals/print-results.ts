import type { Change, Tally } from '../../domain/evaluations/evaluation.ts';

/** An article that should answer, or did. */
export interface PrintedArticle {
  id: string;
  /** Null: it was deleted. */
  title: string | null;
}

/** One question of a run, as a terminal shows it. */
export interface Printed {
  id: string;
  question: string;
  expected: string;
  /** None: something else is expected, or the article was deleted. */
  expectedArticle: PrintedArticle | null;
  /** What came of it: an outcome, or why it could not be asked. */
  came: string;
  /** Which the answer cites. */
  cameArticles: PrintedArticle[];
  passed: boolean;
  change: Change;
}

/** What does not come out as expected stands last, where the eye is. */
export function printResults(say: (line: string) => void, run: Tally, results: Printed[]): void {
  const sorted = results.toSorted((one, other) => Number(other.passed) - Number(one.passed));
  for (const each of sorted) {
    const mark = each.change === 'better' || each.change === 'worse' ? each.change : '';
    const line = [each.passed ? 'ok  ' : 'FAIL', mark.padEnd(6), outcomeOf(each).padEnd(20), each.question];
    say(line.join('  ').trimEnd());
  }
  const changes = run.better + run.worse > 0 ? `, ${run.better} better than before, ${run.worse} worse` : '';
  say(`${run.passed} of ${run.total} as expected${changes}.`);
}

/** Where it did not come out as expected, from which articles it should and did answer. */
function outcomeOf({ passed, expected, expectedArticle, came, cameArticles }: Printed): string {
  if (passed) return expected;
  const should = expected === 'article' ? nameOf(expectedArticle) : expected;
  const did = came === 'article' ? cameArticles.map(nameOf).join(', ') : came;
  return should === did ? `${should} → another article called so` : `${should} → ${did}`;
}

const nameOf = (article: PrintedArticle | null) =>
  article?.title ? `“${article.title}”` : 'a deleted article';
