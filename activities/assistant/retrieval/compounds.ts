import type { Language } from '../../../domain/language/language.ts';

/** Languages that write several nouns as one word, with the letters they may put between them. */
const LINKS: Partial<Record<Language, string[]>> = {
  german: ['', 's', 'n', 'en', 'es', 'er', 'e'],
  dutch: ['', 's', 'en', 'e'],
  swedish: ['', 's'],
  danish: ['', 's', 'e'],
  norwegian: ['', 's', 'e'],
  finnish: ['', 'n'],
};
/** Letters. Shorter pieces occur in words by chance. */
const SHORTEST_PART = 4;

/** "Rechnungsadresse" as "rechnung" and "adresse", where both are words on their own; nothing where it is no such word. */
export function compoundParts(word: string, language: Language, isWord: (part: string) => boolean): string[] {
  const links = LINKS[language];
  if (!links || word.length < 2 * SHORTEST_PART) return [];
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at--) {
    const tail = word.slice(at);
    if (!isWord(tail)) continue;
    const head = headOf(word.slice(0, at), links, isWord);
    if (head) return [head, tail];
  }
  return [];
}

function headOf(start: string, links: string[], isWord: (part: string) => boolean): string | null {
  for (const link of links) {
    const head = start.slice(0, start.length - link.length);
    if (start.endsWith(link) && head.length >= SHORTEST_PART && isWord(head)) return head;
  }
  return null;
}
