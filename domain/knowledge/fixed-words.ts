import type { Language } from '../language/language.ts';
import { EASTERN_WORDS } from './said/eastern-words.ts';
import { NORTHERN_WORDS } from './said/northern-words.ts';
import { SOUTHERN_WORDS } from './said/southern-words.ts';

/** What the assistant says without looking anything up. */
export interface FixedWords {
  unknown: string;
  /** Before the titles that a question may be about. */
  offer: string;
  greeting: string;
  thanks: string;
  person: string;
  /** Unasked: a budget is used up. */
  handOver: string;
}

const WORDS: Record<Language, FixedWords> = { ...NORTHERN_WORDS, ...SOUTHERN_WORDS, ...EASTERN_WORDS };

export function fixedWords(language: Language): FixedWords {
  return WORDS[language];
}

const UNKNOWN = new Set(Object.values(WORDS).map(({ unknown }) => unknown));
const OFFERS = new Set(Object.values(WORDS).map(({ offer }) => offer));

export function isUnknownAnswer(text: string): boolean {
  return UNKNOWN.has(text);
}

/** The titles to choose from, numbered: who answers "2" is understood. */
export function offerOf(titles: string[], language: Language): string {
  return [fixedWords(language).offer, '', ...titles.map((title, at) => `${at + 1}. ${title}`)].join('\n');
}

/** @returns the titles that a message offers; none when it is no offer. */
export function titlesOffered(text: string): string[] {
  const [first = '', , ...lines] = text.split('\n');
  return OFFERS.has(first) ? lines.map((line) => line.replace(/^\d\. /, '')) : [];
}
