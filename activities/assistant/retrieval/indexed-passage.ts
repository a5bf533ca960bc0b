import type { LoadedPassage } from '../../../db/knowledge/load-passages.ts';
import type { Language } from '../../../domain/language/language.ts';

/** A passage as it lies in the index. */
export interface IndexedPassage {
  passage: LoadedPassage;
  language: Language;
  /** The terms of its title and headings, and of its text, in order. */
  head: readonly string[];
  body: readonly string[];
  /** Its place in the index, for as long as it is there. */
  at: number;
}
