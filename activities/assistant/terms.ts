import stemmers, { type Stemmer } from 'snowball-stemmers';
import { guessLanguage, isStopWord, type Language } from '../../domain/language.ts';

/** Scripts written without spaces: their words are found as pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
/** Nobody looks for longer words; a pasted key or a base64 line is not one. */
const MAX_WORD = 40;

/** Turns text into the terms by which passages and questions are compared. */
export interface TermReader {
  language: Language;
  /** Lower case, without stop words, stemmed, in order, repetitions included. `onClose` gives "onclose", "on", "close". */
  read(text: string): string[];
  /**
   * The same for a question, which may be in another language than most of the docs: its own small words do not count either.
   * A compound counts once, in parts only where the whole is not known but its parts are.
   */
  readQuestion(text: string, isKnown: (term: string) => boolean): string[];
}

const stemmersByLanguage = new Map<Language, Stemmer>();

export function createTermReader(language: Language): TermReader {
  const stemmer = stemmersByLanguage.get(language) ?? stemmers.newStemmer(language);
  stemmersByLanguage.set(language, stemmer);
  const stems = new Map<string, string>();
  const stem = (word: string) => {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, (found = stemmer.stem(word)));
    return found;
  };
  const fold = (words: string[]) =>
    words
      .filter((word) => word.length <= MAX_WORD && !isStopWord(word, language))
      .map((word) => stem(word.replace(/'.*$/, '')));
  return {
    language,
    read: (text) => fold(wordsOf(text).flatMap(({ whole, parts }) => [...whole, ...parts])),
    readQuestion: (text, isKnown) => {
      const asked = guessLanguage(text, language);
      const subjects = (words: string[]) => fold(words.filter((word) => !isStopWord(word, asked)));
      return wordsOf(text).flatMap((word) => {
        const [whole, parts] = [subjects(word.whole), subjects(word.parts)];
        const isCompound = parts.length > 0 && !whole.some(isKnown) && parts.every(isKnown);
        return isCompound ? parts : whole;
      });
    },
  };
}

function wordsOf(text: string): { whole: string[]; parts: string[] }[] {
  return (text.normalize('NFKC').match(WORD) ?? []).map((word) =>
    UNSPACED.test(word)
      ? { whole: pairsOf(word), parts: [] }
      : { whole: [word.toLowerCase().replaceAll('’', "'")], parts: partsOf(word) },
  );
}

function partsOf(word: string): string[] {
  if (!/\p{Ll}\p{Lu}/u.test(word)) return [];
  return word.split(/(?<=\p{Ll})(?=\p{Lu})/u).map((part) => part.toLowerCase());
}

function pairsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
