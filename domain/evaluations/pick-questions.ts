/** A question with its words, however they were typed: case, blanks and marks at the end make no other question. */
export const sameWords = (question: string): string =>
  question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s¿¡]+|[\s?!.。？！…]+$/gu, '');

/** The newest questions, each of the same words once. @param asked newest first. */
export function pickQuestions<Asked extends { question: string }>(
  asked: readonly Asked[],
  most: number,
): Asked[] {
  const picked = new Map<string, Asked>();
  for (const each of asked) {
    if (picked.size >= most) break;
    const words = sameWords(each.question);
    if (words && !picked.has(words)) picked.set(words, each);
  }
  return [...picked.values()];
}
