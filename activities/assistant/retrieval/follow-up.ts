import type { Language } from '../../../domain/language/language.ts';
import { FOLLOW_UPS } from './follow-up-words.ts';
import { wordsIn } from './terms.ts';

/** Words. So short a message rarely says its subject again. */
const SHORT = 4;

/** Whether a message cannot be understood without what was said before it: it points back, goes on, or is very short. */
export function leansOnWhatWasSaid(
  message: string,
  { language }: { language: Language; own: number },
): boolean {
  const words = wordsIn(message, language).map(({ whole }) => whole);
  if (words.length <= SHORT) return true;
  const { openers, pronouns } = FOLLOW_UPS[language] ?? FOLLOW_UPS.english;
  const start = ` ${words.slice(0, 4).join(' ')} `;
  return (
    openers.some((opener) => start.startsWith(` ${opener} `)) || words.some((word) => pronouns.has(word))
  );
}
