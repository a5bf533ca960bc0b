import type { Language } from '../../language/language.ts';

/** A capital letter where sentences do not begin: a name in languages that write common nouns small. */
const CAPITAL = /^\p{Lu}[\p{L}\p{M}\p{N}’'-]*\p{L}[\p{L}\p{M}\p{N}’'-]*$/u;
/** Capitals within, or digits: nothing but a name in any language. */
const MIXED =
  /^(?=.*\p{L})(?:\p{Lu}{2,}[\p{L}\p{N}-]*|[\p{Ll}\p{Lu}]*\p{Ll}\p{Lu}[\p{L}\p{N}-]*|[\p{Lu}\p{Ll}]+\d[\p{L}\p{N}-]*)$/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*/gu;
/** After these a capital letter says nothing. */
const BEGINNING = /(?:^|[.!?:;…"“”„«»([*#>|\n\-–—])\s*(?:\d+[.)]\s*)?$/u;
const CASELESS: ReadonlySet<Language> = new Set([
  ...(['chinese', 'japanese', 'korean', 'thai', 'arabic', 'hebrew', 'hindi'] as const),
]);

/** Names that stand together, such as first and last. */
export interface NameSaid {
  words: string[];
  /** In capitals or with digits inside: a product, a part, an abbreviation. */
  isMixed: boolean;
}

/** What in a sentence must be a name. Abbreviations that the sentence itself spells out are left out. */
export function namesIn(sentence: string, language: Language): NameSaid[] {
  const found: NameSaid[] = [];
  let end = -1;
  for (const { 0: written, index } of sentence.matchAll(WORD)) {
    const word = written.replace(/[’']s?$/, '').replace(/-+$/, '');
    const isMixed = MIXED.test(word) && !isSpelledOut(word, sentence.slice(0, index));
    if (!isMixed && !isCapital(word, { language, before: sentence.slice(0, index) })) continue;
    const last = found.at(-1);
    if (last && isWithinName(sentence.slice(end, index))) {
      last.words.push(word);
      last.isMixed ||= isMixed;
    } else found.push({ words: [word], isMixed });
    end = index + written.length;
  }
  return found;
}

function isCapital(word: string, { language, before }: { language: Language; before: string }): boolean {
  if (!CAPITAL.test(word) || MIXED.test(word) || language === 'german') return false;
  if (CASELESS.has(language)) return /^\p{Script=Latin}/u.test(word);
  return !BEGINNING.test(before);
}

/** "key-wrapping key (KWK)": its letters begin the words before it. */
function isSpelledOut(word: string, before: string): boolean {
  if (!/^\p{Lu}{2,8}s?$/u.test(word) || !/\(\s*$/.test(before)) return false;
  const initials = initialsOf(before);
  return initials.endsWith(word.replace(/s$/, '').toLowerCase());
}

const isWithinName = (between: string) =>
  /^\s+(?:(?:of|and|the|for|de|du|la|y|und|der|für|&)\s+)*$/u.test(between);
const SMALL = /^(?:of|and|the|for|de|du|la|y|und|der|für)$/i;

export function initialsOf(text: string): string {
  const words = text.match(/[\p{L}]+/gu) ?? [];
  return words
    .filter((word) => !SMALL.test(word))
    .map((word) => word.charAt(0).toLowerCase())
    .join('');
}

const CAPITALS =
  /(?:\p{Lu}[\p{L}\p{M}’'-]*(?:\s+(?:of|and|the|for|de|du|la|y|und|der|für|&)\s+|[\s-]+)){1,6}\p{Lu}[\p{L}\p{M}’'-]*/gu;

/** Abbreviations that the names of a text may have: "Key Management Service" is also KMS. */
export function abbreviationsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [name] of text.matchAll(CAPITALS)) {
    const initials = initialsOf(name);
    for (let from = 0; from < initials.length - 1; from++)
      for (let to = from + 2; to <= initials.length; to++) found.add(initials.slice(from, to));
  }
  return found;
}

/** Abbreviations as they stand in a text: `U.S.` is US. */
export function writtenAbbreviations(text: string): Set<string> {
  const found = text.match(/(?<![\p{L}])(?:\p{Lu}\.){2,6}|(?<![\p{L}])\p{Lu}{2,8}(?![\p{L}])/gu) ?? [];
  return new Set(found.map((each) => each.replaceAll('.', '').toLowerCase()));
}
