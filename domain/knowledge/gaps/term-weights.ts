/** Fewer questions do not show which words are common. */
const ENOUGH = 30;
/** Of all questions. A word that more have is what the product is about, and tells them apart less. */
const COMMON = 0.2;
const LEAST = 0.4;

/** How much a word that so many of all questions have says about one of them, from 0.4 to 1. */
export function weightOf(having: number, all: number): number {
  const share = having / Math.max(1, all);
  if (all < ENOUGH || share <= COMMON) return 1;
  return Math.max(LEAST, Math.log(share) / Math.log(COMMON));
}

/** In how many questions each term is. */
export function countTerms(questions: readonly { terms: readonly string[] }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { terms } of questions)
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
