import type { Language } from './language.ts';

/** The languages that are told apart, by their tags (BCP 47), in the order of a list. */
export const LANGUAGE_TAGS = {
  ar: 'arabic',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  he: 'hebrew',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  it: 'italian',
  ja: 'japanese',
  ko: 'korean',
  nl: 'dutch',
  no: 'norwegian',
  pl: 'polish',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  th: 'thai',
  tr: 'turkish',
  uk: 'ukrainian',
  vi: 'vietnamese',
  zh: 'chinese',
} as const satisfies Record<string, Language>;

type LanguageTag = keyof typeof LANGUAGE_TAGS;

const tags = Object.keys(LANGUAGE_TAGS) as LanguageTag[];

/** The tag of a language that was told by its words. */
export const tagOf = (language: Language): LanguageTag =>
  tags.find((tag) => LANGUAGE_TAGS[tag] === language) ?? 'en';

/** The language alone: "pt-BR" and "pt" are one, and both written forms of Norwegian. */
export const primaryTag = (locale: string): string =>
  locale
    .split(/[-_]/, 1)[0]
    ?.toLowerCase()
    .replace(/^(?:nb|nn)$/, 'no') ?? '';
