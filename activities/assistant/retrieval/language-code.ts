import type { Language } from '../../../domain/language/language.ts';

/** ISO 639-1. */
const CODES: Record<Language, string> = {
  ...{
    english: 'en',
    german: 'de',
    french: 'fr',
    spanish: 'es',
    italian: 'it',
    portuguese: 'pt',
    dutch: 'nl',
  },
  ...{
    swedish: 'sv',
    danish: 'da',
    norwegian: 'no',
    finnish: 'fi',
    polish: 'pl',
    czech: 'cs',
    hungarian: 'hu',
  },
  ...{
    romanian: 'ro',
    greek: 'el',
    russian: 'ru',
    ukrainian: 'uk',
    turkish: 'tr',
    arabic: 'ar',
    hebrew: 'he',
  },
  ...{
    hindi: 'hi',
    thai: 'th',
    vietnamese: 'vi',
    indonesian: 'id',
    chinese: 'zh',
    japanese: 'ja',
    korean: 'ko',
  },
};

export function languageCode(language: Language): string {
  return CODES[language];
}
