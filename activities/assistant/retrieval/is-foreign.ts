import type { Turn } from '../../../domain/knowledge/turn.ts';
import { customersLanguage } from './customers-language.ts';
import type { PassageIndex } from './rank-passages.ts';

/** Whether the newest question is in a language that no passage has. One that shows no language is not. */
export function isForeign({ words, size }: PassageIndex, turns: Turn[]): boolean {
  return size > 0 && !words.languages.includes(customersLanguage(turns, words.main));
}
