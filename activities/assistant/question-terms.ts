import type { PassageIndex, WeightedTerms } from './rank-passages.ts';

/** What was asked before colours a short follow-up, but must not drown it. */
const EARLIER_WEIGHT = 0.4;
/** All words around the question proper, against all of its own: a story told beside it must not outweigh it. */
const ASIDES_WEIGHT = 0.25;
/** A question with fewer words of its own leans on the one before it. */
const SELF_SUFFICIENT = 2;
/** A pasted log says no more in its second thousand words, and costs time. */
const MAX_QUESTION = 4_000;

const FOLLOW_UP =
  /^\s*(and|but|also|what about|how about|und|aber|was ist mit|wie ist es mit|et|mais|y|pero)\b/i;

/**
 * The terms of the newest question: those of its last sentence that asks weigh most, and a follow-up ("and on
 * Windows?") borrows from the question before it.
 */
export function questionTerms(index: PassageIndex, customerTurns: string[]): WeightedTerms {
  const newest = customerTurns.at(-1) ?? '';
  const terms = termsOf(index, newest);
  if (terms.size >= SELF_SUFFICIENT && !FOLLOW_UP.test(newest)) return terms;
  const earlier = termsOf(index, customerTurns.at(-2) ?? '');
  for (const [term, weight] of earlier) {
    if (!terms.has(term)) terms.set(term, weight * EARLIER_WEIGHT);
  }
  return terms;
}

function termsOf(index: PassageIndex, text: string): Map<string, number> {
  const read = (part: string) => index.terms.readQuestion(part, index.isKnown);
  const asked = text.slice(0, MAX_QUESTION);
  const proper = questionProper(asked);
  const terms = new Map(read(proper).map((term) => [term, 1]));
  const asides = new Set(read(asked).filter((term) => !terms.has(term)));
  const weight = terms.size === 0 ? 1 : Math.min(ASIDES_WEIGHT, (ASIDES_WEIGHT * terms.size) / asides.size);
  for (const term of asides) terms.set(term, weight);
  return terms;
}

/** The last sentence with a question mark, when there are several sentences. */
function questionProper(text: string): string {
  const sentences = text.split(/(?<=[.!?…。？！])\s+|\n+/);
  return sentences.findLast((sentence) => /[?？]\s*$/.test(sentence)) ?? text;
}
