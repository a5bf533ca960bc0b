import stemmers, { type Stemmer } from 'snowball-stemmers';
import type { Language } from '../../../domain/language/language.ts';
import { languageCode } from './language-code.ts';
import { stopWordsOf } from './stop-words.ts';

/** Scripts written without spaces: where a word ends, Unicode's own dictionary knows. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** With marks: a vowel sign of Hindi or Arabic is a part of its word. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}]+)*/gu;
/** Nobody looks for longer words; a pasted key or a base64 line is not one. */
const MAX_WORD = 40;

/** A word as it stands in a text; `onClose` is also "on" and "close". */
export interface Word {
  whole: string;
  parts: string[];
}

/** Turns the words of one language into the terms by which passages and questions are compared. */
export interface TermReader {
  language: Language;
  isStopWord(word: string): boolean;
  /** The stem of a word in lower case. */
  term(word: string): string;
}

const stemmersByLanguage = new Map<Language, Stemmer | null>();

export function createTermReader(language: Language): TermReader {
  const stemmer = stemmerOf(language);
  const stopWords = stopWordsOf(language);
  const stems = new Map<string, string>();
  return {
    language,
    isStopWord: (word) => stopWords.has(word),
    term: (word) => {
      let found = stems.get(word);
      if (found === undefined) {
        const bare = word.replace(/'.*$/, '');
        stems.set(word, (found = stemmer ? stemmer.stem(bare) : bare));
      }
      return found;
    },
  };
}

/** Languages without a stemmer are compared by their words as they are. */
function stemmerOf(language: Language): Stemmer | null {
  const known = stemmersByLanguage.get(language);
  if (known !== undefined) return known;
  const stemmer = stemmers.algorithms().includes(language) ? stemmers.newStemmer(language) : null;
  stemmersByLanguage.set(language, stemmer);
  return stemmer;
}

/** The words of a text in order, in lower case. */
export function wordsIn(text: string, language: Language): Word[] {
  const found = text.normalize('NFKC').match(WORD) ?? [];
  return found.flatMap((word): Word[] => {
    if (UNSPACED.test(word)) return segmentsOf(word, language).map((whole) => ({ whole, parts: [] }));
    if (word.length > MAX_WORD) return [];
    return [{ whole: plain(word, language), parts: partsOf(word) }];
  });
}

/** Marks that careful writers of Arabic and Hebrew set and others leave out, and letters that they take for one another. */
function plain(word: string, language: Language): string {
  const lower = word.toLocaleLowerCase(language === 'turkish' ? 'tr' : undefined).replaceAll('’', "'");
  if (!/[\u0590-\u06ff]/.test(lower)) return lower;
  return lower
    .replace(/[\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي');
}

function partsOf(word: string): string[] {
  if (!/\p{Ll}\p{Lu}/u.test(word)) return [];
  return word.split(/(?<=\p{Ll})(?=\p{Lu})/u).map((part) => part.toLowerCase());
}

const FOREIGN_NAME = /^[\p{Script=Katakana}ー]{2,}$/u;
const segmenters = new Map<string, Intl.Segmenter>();

function segmentsOf(run: string, language: Language): string[] {
  const code = languageCode(language);
  const segmenter = segmenters.get(code) ?? new Intl.Segmenter(code, { granularity: 'word' });
  segmenters.set(code, segmenter);
  // A foreign name in Japanese is one word, though the dictionary finds others in it.
  const pieces = run.split(/([\p{Script=Katakana}ー]{2,})/u).filter(Boolean);
  return namesTogether(
    pieces.flatMap((piece) => {
      if (FOREIGN_NAME.test(piece)) return [piece];
      // Unicode takes a vowel of Thai apart that its dictionary knows as one.
      const words = segmenter.segment(piece.replaceAll('\u0e4d\u0e32', '\u0e33'));
      return [...words].filter((each) => each.isWordLike).map(({ segment }) => segment.toLowerCase());
    }),
  );
}

/** What no dictionary knows falls into pieces that mean nothing alone: they are words in pairs. */
function namesTogether(segments: string[]): string[] {
  return segments.flatMap((segment, at) => {
    if (!isPiece(segment)) return [segment];
    const next = segments[at + 1];
    if (next !== undefined && isPiece(next)) return [segment + next];
    const previous = segments[at - 1];
    return previous !== undefined && isPiece(previous) ? [] : [segment];
  });
}

const isPiece = (segment: string) => /^(\p{Script=Han}|[\p{Script=Thai}]{1,2})$/u.test(segment);
