/** Languages that are told apart: the assistant has its own few sentences in each. */
export const LANGUAGES = [
  ...([
    'english',
    'german',
    'french',
    'spanish',
    'italian',
    'portuguese',
    'dutch',
    'swedish',
    'danish',
  ] as const),
  ...(['norwegian', 'finnish', 'polish', 'czech', 'hungarian', 'romanian', 'greek', 'russian'] as const),
  ...(['ukrainian', 'turkish', 'arabic', 'hebrew', 'hindi', 'thai', 'vietnamese', 'indonesian'] as const),
  ...(['chinese', 'japanese', 'korean'] as const),
] as const;
export type Language = (typeof LANGUAGES)[number];

/** Those in which mail is acknowledged; who writes in another is answered in English. */
export type MailLanguage = 'english' | 'german' | 'french' | 'spanish';
