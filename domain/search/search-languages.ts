/** The languages whose words Postgres can take to their stems; `simple` takes none. */
export const SEARCH_LANGUAGES = [
  'simple',
  'arabic',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hungarian',
  'indonesian',
  'italian',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'spanish',
  'swedish',
  'turkish',
] as const;
export type SearchLanguage = (typeof SEARCH_LANGUAGES)[number];

/** `German`; for `simple`, what it means. */
export const searchLanguageWords = (language: SearchLanguage): string =>
  language === 'simple' ? 'Another, or several' : language.charAt(0).toUpperCase() + language.slice(1);
