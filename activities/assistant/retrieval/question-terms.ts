import { guessLanguage } from '../../../domain/language/guess-language.ts';
import type { Language } from '../../../domain/language/language.ts';
import type { Turn } from '../../../domain/knowledge/turn.ts';
import { customersLanguage } from './customers-language.ts';
import { compoundParts } from './compounds.ts';
import { leansOnWhatWasSaid } from './follow-up.ts';
import type { PassageIndex, WeightedTerms } from './rank-passages.ts';
import { wordsIn } from './terms.ts';

/** What was asked before, and what the assistant said to it, colour a follow-up but must not drown it. */
const EARLIER_QUESTION = 0.2;
const LAST_ANSWER = 0.1;
/** All words around the question proper, against all of its own: a story told beside it must not outweigh it. */
const ASIDES_WEIGHT = 0.25;
/** What was meant by a misspelt word is likely, not certain. */
const MEANT_WEIGHT = 0.9;
/** A pasted log says no more in its second thousand words, and costs time. */
const MAX_QUESTION = 4_000;

/** What a question looks for, and what is to be said about it. */
export interface Wanted {
  terms: WeightedTerms;
  /** The customer's, as far as it shows. */
  language: Language;
  /** Terms of the question's own words, without what was borrowed. */
  own: number;
  corrected: number;
  isFollowUp: boolean;
  /** In the customer's own words. */
  question: string;
}

/**
 * The terms of the newest question: those of its last sentence that asks weigh most, and a follow-up ("and on
 * Windows?") borrows from the question before it and from its answer.
 */
export function questionTerms(
  index: PassageIndex,
  turns: Turn[],
  question = turns.at(-1)?.text ?? '',
): Wanted {
  const before = turns.slice(0, -1);
  const language = customersLanguage([...before, { by: 'customer', text: question }], index.words.main);
  const { terms, corrected } = termsOf(index, question, language);
  const own = terms.size;
  const isFollowUp = before.length > 0 && leansOnWhatWasSaid(question, { language, own });
  if (isFollowUp) {
    borrow(terms, index, before.findLast(({ by }) => by === 'customer')?.text, EARLIER_QUESTION);
    borrow(terms, index, before.findLast(({ by }) => by !== 'customer')?.text, LAST_ANSWER);
  }
  return { terms, language, own, corrected, isFollowUp, question };
}

function borrow(terms: Map<string, number>, index: PassageIndex, text = '', weight: number): void {
  const language = guessLanguage(text, index.words.main);
  for (const { term } of readQuestion(index, text.slice(0, MAX_QUESTION), language)) {
    if (!terms.has(term) && index.isKnown(term)) terms.set(term, weight);
  }
}

function termsOf(index: PassageIndex, text: string, language: Language) {
  const asked = text.slice(0, MAX_QUESTION);
  const proper = readQuestion(index, questionProper(asked), language);
  const terms = new Map(proper.map(({ term, weight }) => [term, weight]));
  const asides = new Set(
    readQuestion(index, asked, language)
      .map(({ term }) => term)
      .filter((term) => !terms.has(term)),
  );
  const weight = terms.size === 0 ? 1 : Math.min(ASIDES_WEIGHT, (ASIDES_WEIGHT * terms.size) / asides.size);
  for (const term of asides) terms.set(term, weight);
  return { terms, corrected: proper.filter((each) => each.weight < 1).length };
}

/** In the language of the docs nearest to the question's; its own small words do not count either. */
function readQuestion(
  index: PassageIndex,
  text: string,
  asked: Language,
): { term: string; weight: number }[] {
  const { words } = index;
  const languages = [...new Set([words.languages.includes(asked) ? asked : words.main, ...words.languages])];
  const readers = [words.readerOf(asked), ...languages.map((each) => words.readerOf(each))];
  const isSubject = (word: string) => !readers.slice(0, 2).some((reader) => reader.isStopWord(word));
  const knownTerm = (word: string) =>
    readers
      .slice(1)
      .map((reader) => reader.term(word))
      .find(index.isKnown) ?? null;
  const isWord = (word: string) => words.counts.has(word);
  const reader = readers[1] ?? readers[0]!;

  const read = (word: string, parts: string[]): { term: string; weight: number }[] => {
    if (!isSubject(word)) return [];
    const known = knownTerm(word);
    if (known) return [{ term: known, weight: 1 }];
    const inside = parts.length > 0 ? parts : compoundParts(word, reader.language, isWord);
    const knownParts = inside.map(knownTerm);
    if (inside.length > 0 && knownParts.every((term) => term !== null))
      return knownParts.map((term) => ({ term, weight: 1 }));
    const meant = index.spelling.meant(word);
    if (!meant) return [{ term: reader.term(word), weight: 1 }];
    if (!isSubject(meant)) return [];
    return [{ term: knownTerm(meant) ?? reader.term(meant), weight: MEANT_WEIGHT }];
  };
  return wordsIn(text, asked).flatMap(({ whole, parts }) => read(whole, parts));
}

/** The last sentence with a question mark, when there are several sentences. */
function questionProper(text: string): string {
  const sentences = text.split(/(?<=[.!?…])\s+|(?<=[。？！؟])\s*|\n+/);
  return sentences.findLast((sentence) => /[?？؟]\s*$/.test(sentence)) ?? text;
}
