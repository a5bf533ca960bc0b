/** A piece of an article. */
export interface Piece {
  heading: string | null;
  text: string;
}

/** What took the place of a passage: under the same heading, or the one that shares most words with it; null: nothing. */
export function saysNow(was: Piece, pieces: readonly Piece[]): Piece | null {
  const own = wordsOf(was.text);
  let best: { piece: Piece; alike: number } | null = null;
  for (const piece of pieces) {
    const shared = [...wordsOf(piece.text)].filter((word) => own.has(word)).length;
    const alike = shared / Math.max(1, own.size) + (piece.heading === was.heading ? SAME_HEADING : 0);
    if (shared > 0 && (!best || alike > best.alike)) best = { piece, alike };
  }
  return best?.piece ?? null;
}

const SAME_HEADING = 0.25;

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
  );
