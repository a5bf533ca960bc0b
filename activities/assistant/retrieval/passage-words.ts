import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import { languageOf, languageWithin } from '../../../domain/language/guess-language.ts';
import type { Language } from '../../../domain/language/language.ts';
import { compoundParts } from './compounds.ts';
import { atOnce, type Steps } from './in-slices.ts';
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

/** The same, while passages come and go. */
export interface GrowingWords extends PassageWords {
  languageOf(at: number): Language;
  /** Counts a passage's words. @returns its language, and the words that nobody had before. */
  learn(passage: LoadedPassage): { language: Language; newWords: string[] };
  forget(passage: LoadedPassage, language: Language): void;
  /** Most are of another language by now than when it was begun: what was read has to be read anew. */
  isStale(): boolean;
}

/** Tells each passage's language, and counts the words by which misspelt ones and compounds are known. */
export const readWords = (passages: LoadedPassage[]): GrowingWords => atOnce(readingWords(passages));

/** The same, to be done a little at a time. */
export function* readingWords(passages: LoadedPassage[]): Steps<GrowingWords> {
  const found: (Language | null)[] = [];
  for (const each of passages) {
    found.push(ownLanguage(each));
    yield;
  }
  const counted = countsOf(found);
  const main = mostOf(counted);
  const languageIn = (each: LoadedPassage) => languageWithin(sampleOf(each), main);
  const counts = new Map<string, number>();
  const count = (passage: LoadedPassage, language: Language, by: 1 | -1): string[] => {
    const newWords: string[] = [];
    const { title, heading, text } = passage;
    for (const word of wordsIn(`${title}\n${heading ?? ''}\n${text}`, language))
      for (const each of [word.whole, ...word.parts]) {
        const before = counts.get(each);
        if (before === undefined) newWords.push(each);
        counts.set(each, Math.max(0, (before ?? 0) + by));
      }
    return newWords;
  };
  const languages: Language[] = [];
  for (const passage of passages) {
    const language = languageIn(passage);
    languages.push(language);
    count(passage, language, 1);
    yield;
  }
  const known = [...new Set([main, ...languages])];
  const readers = new Map<Language, TermReader>();
  const readerOf = (language: Language) => {
    const reader = readers.get(language) ?? createTermReader(language);
    readers.set(language, reader);
    return reader;
  };
  const isWord = (word: string) => (counts.get(word) ?? 0) > 0;
  return {
    main,
    languages: known,
    counts,
    languageOf: (at) => languages[at] ?? main,
    learn: (passage) => {
      const language = languageIn(passage);
      const own = ownLanguage(passage);
      if (own) counted.set(own, (counted.get(own) ?? 0) + 1);
      if (!known.includes(language)) known.push(language);
      return { language, newWords: count(passage, language, 1) };
    },
    forget: (passage, language) => void count(passage, language, -1),
    isStale: () => mostOf(counted) !== main,
    readerOf,
    read: (text, language) => {
      const reader = readerOf(language);
      return wordsIn(text, language).flatMap((word) => termsOf(word, reader, isWord));
    },
  };
}

const sampleOf = ({ heading, text }: LoadedPassage) => `${heading ?? ''}\n${text.slice(0, SAMPLE)}`;
const ownLanguage = (passage: LoadedPassage) => languageOf(sampleOf(passage));

function termsOf({ whole, parts }: Word, reader: TermReader, isWord: (word: string) => boolean): string[] {
  const inside = parts.length > 0 ? parts : compoundParts(whole, reader.language, isWord);
  return [whole, ...inside].filter((word) => !reader.isStopWord(word)).map((word) => reader.term(word));
}

function countsOf(languages: (Language | null)[]): Map<Language, number> {
  const counts = new Map<Language, number>();
  for (const language of languages) if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

function mostOf(counts: ReadonlyMap<Language, number>): Language {
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 'english';
}
