import type { Language, MailLanguage } from './language.ts';
import { SMALL_WORDS, TELLING_LETTERS } from './small-words.ts';

export function mailLanguage(text: string): MailLanguage {
  const language = guessLanguage(text);
  return language === 'german' || language === 'french' || language === 'spanish' ? language : 'english';
}

/** Scripts that one of our languages is written in. Japanese mixes its own letters with Chinese ones, so it comes first. */
const SCRIPTS: { language: Language; letters: RegExp }[] = [
  { language: 'japanese', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { language: 'korean', letters: /\p{Script=Hangul}/gu },
  { language: 'chinese', letters: /\p{Script=Han}/gu },
  { language: 'thai', letters: /\p{Script=Thai}/gu },
  { language: 'arabic', letters: /\p{Script=Arabic}/gu },
  { language: 'hebrew', letters: /\p{Script=Hebrew}/gu },
  { language: 'greek', letters: /\p{Script=Greek}/gu },
  { language: 'hindi', letters: /\p{Script=Devanagari}/gu },
  { language: 'ukrainian', letters: /[іїєґ]/giu },
  { language: 'russian', letters: /\p{Script=Cyrillic}/gu },
];
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u;
/** Letters that Persian and Urdu write and Arabic does not: a language of ours it is not. */
const NOT_ARABIC = /[پچژگکیےٹڈڑ]/gu;

/** Enough to tell languages apart, cheap on a megabyte. */
const SAMPLE = 20_000;
/** A word of one language only is worth 1, one of two languages a half. Less than this proves nothing. */
const FLOOR = 1;
/** What a whole passage has to prove against the language of all others. */
const FLOOR_OF_PASSAGE = 4;
/** What the expected language need not prove: a question about "der Login" in English docs stays English for one word. */
const EXPECTED = 0.75;
/** Names and products are often in Latin letters inside another script; one in seven letters of a script already decides. */
const SHARE_OF_SCRIPT = 0.15;

/** The language of a text by its script, then by its small words; the fallback when neither says enough. */
export function guessLanguage(text: string, fallback: Language = 'english'): Language {
  return languageOf(text, fallback) ?? fallback;
}

/** The language of a piece of a longer text in another: an English passage with a Spanish name in it stays English. */
export function languageWithin(text: string, main: Language): Language {
  return languageOf(text, main, FLOOR_OF_PASSAGE) ?? main;
}

/** @returns null when the text does not show it. */
export function languageOf(text: string, expected?: Language, floor = FLOOR): Language | null {
  const sample = withoutAddresses(text.slice(0, SAMPLE));
  const letters = countOf(sample, /\p{L}/gu);
  if (letters === 0) return null;
  const script = OTHER_SCRIPT.test(sample)
    ? SCRIPTS.find((each) => isWrittenIn(sample, each.letters, letters))
    : undefined;
  if (!script) return byWords(sample, expected, floor);
  const { language } = script;
  if (language === 'chinese' && expected === 'japanese') return expected;
  if (language === 'arabic' && countOf(sample, NOT_ARABIC) > letters * 0.02) return null;
  return language;
}

function isWrittenIn(text: string, script: RegExp, letters: number): boolean {
  const share = script.source.startsWith('[і') ? 0.03 : SHARE_OF_SCRIPT;
  return countOf(text, script) > letters * share;
}

function byWords(text: string, expected: Language | undefined, floor: number): Language | null {
  const lower = text.toLowerCase();
  const words = lower.replaceAll('’', "'").match(/[\p{L}\p{M}']+/gu) ?? [];
  const scores = new Map<Language, number>();
  const add = (language: Language, worth: number) =>
    scores.set(language, (scores.get(language) ?? 0) + worth);
  for (const word of words) {
    const languages = LANGUAGES_OF.get(word) ?? [];
    for (const language of languages) add(language, 1 / languages.length);
  }
  for (const [language, letters] of LETTERS) add(language, 0.5 * Math.min(2, countOf(lower, letters)));
  if (expected && scores.has(expected)) add(expected, EXPECTED);
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < floor) return null;
  return best[0];
}

/** "/la/de/" in an address is neither French nor Spanish. */
function withoutAddresses(text: string): string {
  return text.replace(/\b(?:https?:\/\/|www\.)\S+|\S+@\S+|`[^`]*`/g, ' ');
}

/** By what is left without them: a list of single letters is work for the garbage collector. */
function countOf(text: string, pattern: RegExp): number {
  return text.length - text.replace(pattern, '').length;
}

const LETTERS = Object.entries(TELLING_LETTERS) as [Language, RegExp][];

const LANGUAGES_OF = languagesByWord();

function languagesByWord(): Map<string, Language[]> {
  const found = new Map<string, Language[]>();
  for (const [language, words] of Object.entries(SMALL_WORDS) as [Language, string][]) {
    for (const word of new Set(words.split(/\s+/))) found.set(word, [...(found.get(word) ?? []), language]);
  }
  return found;
}
