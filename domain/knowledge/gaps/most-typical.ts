import { countTerms } from './term-weights.ts';

/** In characters: longer ones tell a story besides. */
const READS_AS_A_TITLE = 90;

/** The question that says best what all of a group ask: with the words that most have, and few others. */
export function mostTypical<Question extends { terms: readonly string[]; text: string }>(
  questions: readonly Question[],
): Question | null {
  const counts = countTerms(questions);
  let best: { question: Question; typical: number } | null = null;
  for (const question of questions) {
    const typical = typicalOf(question, counts);
    if (!best || typical > best.typical) best = { question, typical };
  }
  return best?.question ?? null;
}

function typicalOf({ terms, text }: { terms: readonly string[]; text: string }, counts: Map<string, number>) {
  const own = new Set(terms);
  let common = 0;
  for (const term of own) common += counts.get(term) ?? 0;
  return common / Math.sqrt(Math.max(1, own.size)) / Math.max(1, text.length / READS_AS_A_TITLE);
}
