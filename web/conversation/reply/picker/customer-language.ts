import { languageOf } from '../../../../domain/language/guess-language.ts';
import { primaryTag, tagOf } from '../../../../domain/language/language-tags.ts';
import type { Message } from '../../../../domain/message.ts';

/** Words enough to tell a language by. */
const MOST_MESSAGES = 5;

/** The language that the customer writes, by their last words; else their browser's; null when neither says. */
export function customerLanguage(
  messages: readonly Pick<Message, 'author' | 'text'>[],
  locale: string | undefined,
): string | null {
  const said = messages.filter(({ author }) => author.by === 'customer').slice(-MOST_MESSAGES);
  const language = languageOf(said.map(({ text }) => text).join('\n'));
  if (language) return tagOf(language);
  return locale ? primaryTag(locale) : null;
}
