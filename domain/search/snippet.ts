import type { Piece } from '../inbox/hit.ts';

/** Characters before the first hit, and in all: a line of the list and a bit. */
const BEFORE = 32;
const LENGTH = 160;

/** One line of a text around the first place where one of the terms stands, in pieces. Terms are folded as `folded` folds. */
export function snippetOf(text: string, terms: readonly string[]): Piece[] {
  const line = text.replace(/\s+/g, ' ').trim();
  const map = folded(line);
  const first = firstHit(map.text, terms, 0);
  const from = first ? startOf(line, map.at[first.from] ?? 0) : 0;
  const to = Math.min(line.length, from + LENGTH);
  const pieces: Piece[] = from > 0 ? [{ text: '…', found: false }] : [];
  let place = from;
  for (let hit = first; hit; hit = firstHit(map.text, terms, hit.to)) {
    const [start = 0, end = line.length] = [map.at[hit.from], map.at[hit.to]];
    if (start >= to) break;
    if (start > place) pieces.push({ text: line.slice(place, start), found: false });
    pieces.push({ text: line.slice(Math.max(start, place), end), found: true });
    place = Math.max(place, end);
  }
  if (place < to) pieces.push({ text: line.slice(place, to), found: false });
  if (to < line.length) pieces.push({ text: '…', found: false });
  return pieces;
}

/** At the beginning of a word some way before. */
function startOf(line: string, hit: number): number {
  if (hit <= BEFORE) return 0;
  const space = line.lastIndexOf(' ', hit - BEFORE / 2);
  return space > hit - BEFORE ? space + 1 : wholeCharacter(line, hit - BEFORE / 2);
}

const wholeCharacter = (line: string, at: number) => (/[\udc00-\udfff]/.test(line.charAt(at)) ? at + 1 : at);

/** The earliest, and of those that begin there the longest. */
function firstHit(text: string, terms: readonly string[], from: number): { from: number; to: number } | null {
  let best: { from: number; to: number } | null = null;
  for (const term of terms) {
    const at = term === '' ? -1 : text.indexOf(term, from);
    if (at < 0 || (best && (at > best.from || (at === best.from && at + term.length <= best.to)))) continue;
    best = { from: at, to: at + term.length };
  }
  return best;
}

/** A text as it is compared, and where each of its characters stood. */
function folded(text: string): { text: string; at: number[] } {
  const parts: string[] = [];
  const at: number[] = [];
  let place = 0;
  for (const character of text) {
    const plain = fold(character);
    for (let unit = 0; unit < plain.length; unit++) at.push(place);
    parts.push(plain);
    place += character.length;
  }
  return { text: parts.join(''), at: [...at, place] };
}

/** Letters that have another form without being marked: as `search_fold` of the database folds them. */
const SAME: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  œ: 'oe',
  ى: 'ي',
  ة: 'ه',
  ـ: '',
};

const fold = (character: string) => {
  const plain = character
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .toLowerCase();
  return SAME[plain] ?? plain;
};
