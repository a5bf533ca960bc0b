import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import { languageOf, languageWithin } from '../../../domain/language/guess-language.ts';
import type { Language } from '../../../domain/language/language.ts';
import { compoundParts } from './compounds.ts';
import { createTermReader, wordsIn, type TermReader, type Word } from './terms.ts';

/** Characters of a passage by which its language is told. */
const SAMPLE = 600;

/** The words of some passages, and what is known about them. */
export interface PassageWords {
  /** The language of most. */
  main: Language;
  languages: Language[];
  /** How often each word occurs as it is written, in lower case. */
  counts: ReadonlyMap<string, number>;
  read(text: string, language: Language): string[];
  readerOf(language: Language): TermReader;
}

/** Tells each passage's language, and counts the words by which misspelt ones and compounds are known. */
export function readWords(passages: LoadedPassage[]): PassageWords & { languageOf(at: number): Language } {
  const found = passages.map((each) => languageOf(`${each.heading ?? ''}\n${each.text.slice(0, SAMPLE)}`));
  const main = mostOf(found);
  const languages = passages.map((each) =>
    languageWithin(`${each.heading ?? ''}\n${each.text.slice(0, SAMPLE)}`, main),
  );
  const counts = new Map<string, number>();
  passages.forEach(({ title, heading, text }, at) => {
    for (const word of wordsIn(`${title}\n${heading ?? ''}\n${text}`, languages[at] ?? main))
      for (const each of [word.whole, ...word.parts]) counts.set(each, (counts.get(each) ?? 0) + 1);
  });
  const readers = new Map<Language, TermReader>();
  const readerOf = (language: Language) => {
    const reader = readers.get(language) ?? createTermReader(language);
    readers.set(language, reader);
    return reader;
  };
  const isWord = (word: string) => (counts.get(word) ?? 0) > 0;
  return {
    main,
    languages: [...new Set([main, ...languages])],
    counts,
    languageOf: (at) => languages[at] ?? main,
    readerOf,
    read: (text, language) => {
      const reader = readerOf(language);
      return wordsIn(text, language).flatMap((word) => termsOf(word, reader, isWord));
    },
  };
}

function termsOf({ whole, parts }: Word, reader: TermReader, isWord: (word: string) => boolean): string[] {
  const inside = parts.length > 0 ? parts : compoundParts(whole, reader.language, isWord);
  return [whole, ...inside].filter((word) => !reader.isStopWord(word)).map((word) => reader.term(word));
}

function mostOf(languages: (Language | null)[]): Language {
  const counts = new Map<Language, number>();
  for (const language of languages) if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 'english';
}
