import type { Language } from '../../language/language.ts';

/** A capital letter, or one within: a name where sentences do not begin and common nouns are written small. */
const CAPITAL = /^\p{Lu}[\p{L}\p{M}\p{N}’'-]*\p{L}[\p{L}\p{M}\p{N}’'-]*$/u;
const MIXED = /^(?=.*\p{L})(?:\p{Lu}{2,}[\p{L}\p{N}-]*|[\p{Ll}\p{Lu}]*\p{Ll}\p{Lu}[\p{L}\p{N}-]*|\p{L}+\d[\p{L}\p{N}-]*)$/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu;
const BREAK = /[.!?:;…"“”„«»(\[*#>|\n\-–—]\s*$/u;
const CASELESS: ReadonlySet<Language> = new Set(['chinese', 'japanese', 'korean', 'thai', 'arabic', 'hebrew', 'hindi']);

/** Words of a sentence that must be names: capitals in its midst, and Latin letters inside a script without capitals. */
export function namesIn(sentence: string, language: Language): string[] {
  const found = [...sentence.matchAll(WORD)].filter(({ 0: word, index }) => {
    if (word.length < 2) return false;
    if (MIXED.test(word)) return true;
    if (CASELESS.has(language)) return CAPITAL.test(word) && /^\p{Script=Latin}/u.test(word);
    if (language === 'german' || !CAPITAL.test(word)) return false;
    const before = sentence.slice(0, index);
    return before.trim() !== '' && !BREAK.test(before);
  });
  return found.map(([word]) => word.replace(/[’']s?$/, '').replace(/-+$/, ''));
}
