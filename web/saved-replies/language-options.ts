import { LANGUAGE_TAGS } from '../../domain/language/language-tags.ts';
import { languageWords } from '../customers/customer-words.ts';

/** The languages to choose from, by their names; a tag that was written before there was a list stays among them. */
export function languageOptions(written: string): { tag: string; words: string }[] {
  const tags = Object.keys(LANGUAGE_TAGS);
  return (written && !tags.includes(written) ? [written, ...tags] : tags)
    .map((tag) => ({ tag, words: languageWords(tag) }))
    .toSorted((one, other) => one.words.localeCompare(other.words));
}
