import { languageOf } from '../../../domain/language/guess-language.ts';
import type { Language } from '../../../domain/language/language.ts';
import { withoutMarks } from '../../../domain/text/fold-marks.ts';
import { createTermReader, wordsIn, type TermReader } from '../retrieval/terms.ts';

/** More words than this are a story. */
const MOST_TERMS = 24;
/** In letters: so much of a stem tells words apart, and the same word of two languages together. */
const BEGINNING = 6;
const SHORTEST = 3;

const readers = new Map<Language, TermReader>();

/**
 * By which words a question is compared with others: stems, without grammar and small talk. Few words do not show their
 * language, so that a stem is made the same whichever was guessed.
 * @param language the customer's, as far as it is known.
 */
export function termsAsked(question: string, language: Language | null = null): string[] {
  const reader = readerOf(languageOf(question, language ?? undefined) ?? language ?? 'english');
  const words = wordsIn(question, reader.language).map(({ whole }) => whole);
  const terms = words
    .filter((word) => !reader.isStopWord(word))
    .map((word) => beginningOf(reader.term(word)));
  return [...new Set(terms)].filter((term) => term !== '').slice(0, MOST_TERMS);
}

function beginningOf(stem: string): string {
  const begun = withoutMarks(stem).slice(0, BEGINNING);
  const bare = begun.replace(/[aeiouy]+$/, '');
  return bare.length >= SHORTEST ? bare : begun;
}

function readerOf(language: Language): TermReader {
  const known = readers.get(language) ?? createTermReader(language);
  readers.set(language, known);
  return known;
}
